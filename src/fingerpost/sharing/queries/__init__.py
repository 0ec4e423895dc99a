"""Reading choices, decisions and shares. Every function is told who is looking, and puts the look on record."""

from fingerpost.sharing.queries.agreements import AgreementRow, agreements
from fingerpost.sharing.queries.choices import Chosen, as_it_stands, history_of, own_choices, standing
from fingerpost.sharing.queries.ledger import DecisionRow, FamilySharing, family_sharing
from fingerpost.sharing.queries.own_shares import OwnShare, own_sharing
from fingerpost.sharing.queries.released import Shared, SharedLine, SharedList, share_for, shared_with

__all__ = [
    "AgreementRow",
    "Chosen",
    "DecisionRow",
    "FamilySharing",
    "OwnShare",
    "Shared",
    "SharedLine",
    "SharedList",
    "agreements",
    "as_it_stands",
    "family_sharing",
    "history_of",
    "own_choices",
    "own_sharing",
    "share_for",
    "shared_with",
    "standing",
]
