"""Every change to a form: its wording, what is filled in, sending it, and what becomes of it."""

from fingerpost.registration.operations.accepting import accept_form
from fingerpost.registration.operations.contacting import record_try
from fingerpost.registration.operations.deciding import hand_over_form, return_form
from fingerpost.registration.operations.filling import forget_drafts, save_answers, send_form, start_form
from fingerpost.registration.operations.returning import keep_address, open_link, send_link
from fingerpost.registration.operations.scanning import add_pages, forget_scans, take_in
from fingerpost.registration.operations.wording import load_form

__all__ = [
    "accept_form",
    "add_pages",
    "forget_drafts",
    "forget_scans",
    "hand_over_form",
    "keep_address",
    "load_form",
    "open_link",
    "record_try",
    "return_form",
    "save_answers",
    "send_form",
    "send_link",
    "start_form",
    "take_in",
]
