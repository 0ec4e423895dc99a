"""How people in a family are said at a desk: short, since there are many on a page."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fingerpost.families.queries import records
from fingerpost.families.vocabulary import ChildState, ContactKind, Living, Responsibility
from fingerpost.registration.queries.wording import languages
from fingerpost.registration.rules.form import shipped

STILL_MONTHS = 24  # up to two years old, a child's age is said in months


def day(on: date) -> str:
    """`24 November 2026`."""
    return _("{day} {month} {year}").format(day=on.day, month=MONTHS[on.month], year=on.year)


def short_day(on: date) -> str:
    """`24 Nov 2026`."""
    return _("{day} {month} {year}").format(day=on.day, month=MONTHS_3[on.month].capitalize(), year=on.year)


def day_soon(on: date) -> str:
    """`24 Nov`: a day of which nobody asks in which year it is."""
    return _("{day} {month}").format(day=on.day, month=MONTHS_3[on.month].capitalize())


def moment(at: datetime) -> str:
    """`24 Nov 2026, 14:05`."""
    here = localtime(at)
    return _("{day}, {time}").format(day=short_day(here.date()), time=f"{here:%H:%M}")


def age(months: int) -> str:
    """`7 months`, `3 years`."""
    if months < STILL_MONTHS:
        return ngettext("%(num)s month", "%(num)s months", months) % {"num": months}
    return ngettext("%(num)s year", "%(num)s years", months // 12) % {"num": months // 12}


def waits(days: int) -> str:
    """How long somebody has been waiting for a first word from us: `waits since today`, `waits 2 days`."""
    return ngettext("waits %(num)s day", "waits %(num)s days", days) % {"num": days} if days else _("waits since today")


def named(name: str, known_as: str) -> str:
    """A name with the one that is used: `Philippa Oatenshaw (Nan)`."""
    return f"{name} ({known_as})" if known_as and known_as not in name.split() else name


def of_child(child: records.ChildRow) -> str:
    """A child's age or due date, as far as the viewer sees it."""
    if child.state is ChildState.EXPECTED:
        return _("due on {day}").format(day=day(child.due_on)) if child.due_on else _("expected")
    if child.months is None:
        return str(child.state.label)
    said = age(child.months)
    return _("{age}, born on {day}").format(age=said, day=day(child.birthday)) if child.birthday else said


def of_adult(adult: records.AdultRow) -> str:
    """When an adult was born, as far as the viewer sees it; empty where it is not known."""
    if adult.birthday:
        return _("born on {day}").format(day=day(adult.birthday))
    return _("born in {year}").format(year=adult.year) if adult.year else ""


def speaks(adult: records.AdultRow) -> str:
    """What somebody has to know who talks with an adult: `Speaks Polish best. An interpreter helps.`"""
    language = languages(shipped()).get(adult.language, adult.language)
    best = _("Speaks {language} best.").format(language=language) if language else ""
    helps = _("An interpreter helps.") if adult.interpreter else ""
    return f"{best} {helps}".strip()


def lives(living: Living) -> str:
    """Where somebody lives, if not here."""
    return "" if living is Living.HERE else str(living.label)


def carers(child: records.ChildRow) -> list[str]:
    """`Mother: Amara Okoye, has parental responsibility`."""
    return [
        _("{what}: {who}{responsibility}").format(
            what=care.relationship.label, who=care.adult, responsibility=_responsibility(care.responsibility)
        )
        for care in child.carers
    ]


def _responsibility(known: Responsibility | None) -> str:
    if known is None:
        return ""
    return {
        Responsibility.YES: _(", has parental responsibility"),
        Responsibility.NO: _(", no parental responsibility"),
        Responsibility.NOT_SURE: _(", not sure about parental responsibility"),
    }[known]


def unsafe(contact: records.ContactRow) -> list[str]:
    """What must not be done with a number or address."""
    return list(_unsafe(contact))


def _unsafe(contact: records.ContactRow) -> Iterator[str]:
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
