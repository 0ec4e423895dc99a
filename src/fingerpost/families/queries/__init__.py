"""Reading families. Every function is told who is looking and on which day, asks the rules, and puts the look on record
before it shows anything. It answers with plain values."""

from fingerpost.families.queries.facts import actor, facts_of
from fingerpost.families.queries.lists import FamilyLine, Listed, families_of_group, find_families
from fingerpost.families.queries.looked import Look, own_family_with_looks, who_looked
from fingerpost.families.queries.own import OwnFamily, own_family
from fingerpost.families.queries.records import FamilyRecord, Opened, family_for

__all__ = [
    "FamilyLine",
    "FamilyRecord",
    "Listed",
    "Look",
    "Opened",
    "OwnFamily",
    "actor",
    "facts_of",
    "families_of_group",
    "family_for",
    "find_families",
    "own_family",
    "own_family_with_looks",
    "who_looked",
]
