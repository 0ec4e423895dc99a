"""What follows from who somebody is: pure, on plain values, and every answer with its reason."""

from fingerpost.accounts.rules.facts import Command, Doer, FamilyFacts, Place, PostingFacts, Viewer
from fingerpost.accounts.rules.families import may_see_family
from fingerpost.accounts.rules.permissions import may, may_appoint, may_be_held, opens

__all__ = [
    "Command",
    "Doer",
    "FamilyFacts",
    "Place",
    "PostingFacts",
    "Viewer",
    "may",
    "may_appoint",
    "may_be_held",
    "may_see_family",
    "opens",
]
