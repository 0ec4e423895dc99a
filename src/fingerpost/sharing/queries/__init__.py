"""Reading choices, decisions and shares. Every function is told who is looking, and puts the look on record."""

from fingerpost.sharing.queries.agreements import AgreementRow, agreements
from fingerpost.sharing.queries.choices import Chosen, as_it_stands, history_of, own_choices, standing
from fingerpost.sharing.queries.ledger import DecisionRow, FamilySharing, family_sharing
from fingerpost.sharing.queries.own_shares import OwnShare, OwnSharing, own_sharing
from fingerpost.sharing.queries.planning import CouldBeTold, Plan, WouldShow, could_be_told, sharing_plan, would_show
from fingerpost.sharing.queries.released import Shared, SharedLine, SharedList, share_for, shared_with

__all__ = [
    "AgreementRow",
    "Chosen",
    "CouldBeTold",
    "DecisionRow",
    "FamilySharing",
    "OwnShare",
    "OwnSharing",
    "Plan",
    "Shared",
    "SharedLine",
    "SharedList",
    "WouldShow",
    "agreements",
    "as_it_stands",
    "could_be_told",
    "family_sharing",
    "history_of",
    "own_choices",
    "own_sharing",
    "share_for",
    "shared_with",
    "sharing_plan",
    "standing",
    "would_show",
]
