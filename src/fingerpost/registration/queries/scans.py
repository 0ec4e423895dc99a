"""Pages of paper forms, to whoever keys them in. Each look is on record before anything is shown.

A page is a picture that we made; still it is never shown from the host that the desks are on. Its address holds a
signature that is good for a short while, and the host that answers it knows nobody: no cookie is ever sent there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core import signing

from fingerpost.accounts.rules import Viewer
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.queries.pairs import alike_on_record
from fingerpost.registration.models import FilledForm, ScanPage
from fingerpost.registration.queries.filled import Filled, filled_form
from fingerpost.registration.queries.near import not_near, stands_near_any
from fingerpost.registration.rules.inbox import groups_of
from fingerpost.registration.rules.meaning import family_of
from fingerpost.registration.vocabulary import Door, FormState

SALT: Final = "fingerpost.registration.scans"
MOST: Final = 100
ON_PAPER: Final = (Door.PAPER, Door.KEYED)
GOOD_FOR: Final = 10 * 60  # seconds: a page is loaded when the screen is, and the screen stays


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be shown. ticket: what its address ends with."""

    number: int
    width: int
    height: int
    ticket: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper form that waits to be keyed in, or to be sent."""

    reference: str
    door: Door
    came_at: datetime


@dataclass(frozen=True, slots=True)
class Keying:
    """A form that is keyed in, and the pages beside it."""

    filled: Filled
    pages: tuple[Page, ...]


def form_to_key(reference: str, *, viewer: Viewer, on: date, by: Who, because: str) -> Keying | None:
    """A paper form of the viewer's groups; None where there is none for them. The look is on record.

    Nor is there one, as far as it is keyed in, that may be of a family that they stand near as a private person.
    """
    filled = filled_form(reference, viewer=by.user)
    if filled is None or filled.door not in ON_PAPER or filled.group not in groups_of(viewer, on):
        return None
    (arriving,) = alike_on_record([family_of(filled.filling(on))], viewer=viewer, on=on)
    if arriving.near:
        return None
    record_read("look at paper form", kind="form", references=[reference], by=by, because=because)
    return Keying(filled, pages_of(reference, by.user))


def pages_of(reference: str, told: str) -> tuple[Page, ...]:
    """The pages of a form. Whoever asks has put the look at the form on record."""
    rows = ScanPage.objects.told(told).filter(form__reference=reference).defer("content").order_by("number")
    return tuple(Page(row.number, row.width, row.height, ticket(row.reference)) for row in rows)


def ticket(page: str) -> str:
    """What lets a browser fetch one page, for a short while."""
    return signing.dumps(page, salt=SALT)


def picture(ticket: str) -> bytes | None:
    """The page that a ticket is for; None where the ticket is too old, or none of ours, or the page is gone."""
    try:
        reference = signing.loads(ticket, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    with machinery(Machinery.FAMILIES):
        page = ScanPage.objects.told("whoever has the ticket").filter(reference=reference).first()
    return page.content.content() if page else None


def waiting(*, viewer: Viewer, on: date) -> list[Waiting]:
    """Paper forms of the viewer's groups that are not sent yet, the oldest first. They name nobody."""
    ours = FilledForm.objects.told(viewer.actor(on)).filter(group__slug__in=groups_of(viewer, on))
    rows = ours.filter(state=FormState.DRAFT, door__in=ON_PAPER).order_by("started_at")
    found: Iterable[FilledForm] = rows.defer("answers")[:MOST]
    if stands_near_any(viewer):
        found = not_near(rows.select_related("version", "centre", "group"), viewer, on)[:MOST]
    return [Waiting(row.reference, Door(row.door), row.started_at) for row in found]
