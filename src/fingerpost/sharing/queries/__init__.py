"""Reading choices, decisions and shares. Every function is told who is looking, and puts the look on record."""

from fingerpost.sharing.queries.agreements import AgreementRow, agreements
from fingerpost.sharing.queries.choices import Chosen, as_it_stands, history_of, own_choices, standing
from fingerpost.sharing.queries.details import Detail, PersonShared
from fingerpost.sharing.queries.ledger import DecisionRow, OwnShare, family_sharing, own_sharing
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
    "DecisionRow",
    "Detail",
    "EndedLine",
    "OwnShare",
    "PersonShared",
    "PurposeTold",
    "Shared",
    "SharedCount",
    "SharedLine",
    "SharedList",
    "TableTold",
    "agreements",
    "as_it_stands",
    "family_sharing",
    "history_of",
    "how_many_shared",
    "own_choices",
    "own_sharing",
    "share_for",
    "shared_with",
    "standing",
    "what_may_be_told",
]
