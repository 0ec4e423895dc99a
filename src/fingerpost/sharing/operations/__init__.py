"""Writing choices, agreements, decisions and shares; each with its entry on record."""

from fingerpost.sharing.operations.agreeing import NewAgreement, end_agreement, sign_agreement
from fingerpost.sharing.operations.choosing import Made, choose, record_choices
from fingerpost.sharing.operations.deciding import NewDecision, NewRefusal, decide_second, refuse_to_share, share_family
from fingerpost.sharing.operations.ending import end_share, end_what_is_over, mark_read

__all__ = [
    "Made",
    "NewAgreement",
    "NewDecision",
    "NewRefusal",
    "choose",
    "decide_second",
    "end_agreement",
    "end_share",
    "end_what_is_over",
    "mark_read",
    "record_choices",
    "refuse_to_share",
    "share_family",
    "sign_agreement",
]
