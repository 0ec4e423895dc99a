"""Reading choices, decisions and shares. Every function is told who is looking, and puts the look on record."""

from fingerpost.sharing.queries.agreements import AgreementRow, agreements
from fingerpost.sharing.queries.choices import Chosen, as_it_stands, history_of, own_choices, standing
from fingerpost.sharing.queries.details import Detail, PersonShared
from fingerpost.sharing.queries.ledger import DecisionRow, FamilySharing, family_sharing
from fingerpost.sharing.queries.own_shares import OwnShare, OwnSharing, own_sharing
from fingerpost.sharing.queries.planning import CouldBeTold, Plan, WouldShow, could_be_told, sharing_plan, would_show
from fingerpost.sharing.queries.released import Shared, share_for
from fingerpost.sharing.queries.shared import (
    EndedLine,
    SharedCount,
    SharedLine,
    SharedList,
    how_many_shared,
    shared_with,
)
from fingerpost.sharing.queries.table import BasisTold, PurposeTold, TableTold, what_may_be_told

__all__ = [
    "AgreementRow",
    "BasisTold",
    "Chosen",
    "CouldBeTold",
    "DecisionRow",
    "Detail",
    "EndedLine",
    "FamilySharing",
    "OwnShare",
    "OwnSharing",
    "PersonShared",
    "Plan",
    "PurposeTold",
    "Shared",
    "SharedCount",
    "SharedLine",
    "SharedList",
    "TableTold",
    "WouldShow",
    "agreements",
    "as_it_stands",
    "could_be_told",
    "family_sharing",
    "history_of",
    "how_many_shared",
    "own_choices",
    "own_sharing",
    "share_for",
    "shared_with",
    "sharing_plan",
    "standing",
    "what_may_be_told",
    "would_show",
]
