"""What follows from who somebody is: pure, on plain values, and every answer with its reason."""

from fingerpost.accounts.rules.facts import Command, Doer, FamilyFacts, Place, PostingFacts, Viewer
from fingerpost.accounts.rules.families import may_see_family
from fingerpost.accounts.rules.glass import (
    GlassPolicy,
    OpeningFacts,
    may_break_glass,
    may_review_opening,
    sees_through_glass,
)
from fingerpost.accounts.rules.permissions import may, may_appoint, may_be_held, opens

__all__ = [
    "Command",
    "Doer",
    "FamilyFacts",
    "GlassPolicy",
    "OpeningFacts",
    "Place",
    "PostingFacts",
    "Viewer",
    "may",
    "may_appoint",
    "may_be_held",
    "may_break_glass",
    "may_review_opening",
    "may_see_family",
    "opens",
    "sees_through_glass",
]
