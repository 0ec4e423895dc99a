"""How days, what is safe, and what was shared are said to somebody who works with families elsewhere."""

from collections.abc import Iterator
from datetime import date

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _

from fingerpost.families.queries.records import ContactRow
from fingerpost.families.vocabulary import ContactKind
from fingerpost.registration.queries.wording import languages
from fingerpost.registration.rules.form import shipped
from fingerpost.sharing.queries import Detail, PersonShared
from fingerpost.sharing.vocabulary import Notice

IN_HEADING = frozenset({"child.given_name", "child.family_name", "adult.given_name", "adult.family_name"})


def day(on: date) -> str:
    """`24 November 2026`."""
    return _("{day} {month} {year}").format(day=on.day, month=MONTHS[on.month], year=on.year)


def short_day(on: date) -> str:
    """`24 Nov 2026`."""
    return _("{day} {month} {year}").format(day=on.day, month=MONTHS_3[on.month].capitalize(), year=on.year)


def details(person: PersonShared) -> list[tuple[str, str]]:
    """What is read of somebody under their name, each with what it is called."""
    return [(each.label, value(each)) for each in person.details if each.field not in IN_HEADING]


def value(detail: Detail) -> str:
    """A detail as it is read: a language by its name."""
    return languages(shipped()).get(detail.value, detail.value) if detail.field == "adult.language" else detail.value


def news(kinds: tuple[Notice, ...]) -> list[tuple[str, str]]:
    """What is new about a share, each with the kind of its tag; that it ends soon is said by the day."""
    said = {Notice.BEGAN: (_("New"), "good"), Notice.CORRECTED: (_("Put right"), "look")}
    return [said[each] for each in dict.fromkeys(kinds) if each in said]


def unsafe(contact: ContactRow) -> list[str]:
    """What must not be done with a number or address."""
    return list(_unsafe(contact))


def _unsafe(contact: ContactRow) -> Iterator[str]:
    if contact.kind is ContactKind.EMAIL:
        if not contact.safe_to_email:
            yield _("no e-mail")
        return
    if not contact.safe_to_call:
        yield _("no calls")
    if not contact.safe_to_text and contact.kind is ContactKind.MOBILE:
        yield _("no texts")
    if not contact.safe_for_voicemail:
        yield _("no voice messages")
