"""How days, children and what is safe are said to a parent."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils.dates import MONTHS
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from fingerpost.desks.family.choosing import Line
from fingerpost.families.queries import own, records
from fingerpost.families.vocabulary import ChildState, ContactKind, Responsibility


def day(on: date) -> str:
    """`24 November 2026`."""
    return _("{day} {month} {year}").format(day=on.day, month=MONTHS[on.month], year=on.year)


def of_child(child: own.OwnChild) -> str:
    """A child's birthday or due date."""
    if child.state is ChildState.EXPECTED and child.due_on:
        return _("due on {day}").format(day=day(child.due_on))
    return _("born on {day}").format(day=day(child.birthday)) if child.birthday else ""


def relation(child: own.OwnChild) -> str:
    """What the parent is to the child: `You are the mother. You have parental responsibility.`"""
    if child.relationship is None:
        return ""
    responsibility = {
        Responsibility.YES: _("You have parental responsibility."),
        Responsibility.NO: _("You do not have parental responsibility."),
        Responsibility.NOT_SURE: _("You told us that you are not sure about parental responsibility."),
        None: "",
    }[child.responsibility]
    relationship = _("We have you as: {what}.").format(what=child.relationship.label)
    return f"{relationship} {responsibility}"


def safe(contact: records.ContactRow) -> list[str]:
    """What the parent said is safe."""
    return list(_safe(contact)) or [_("nothing: we do not use it")]


def _safe(contact: records.ContactRow) -> Iterator[str]:
    if contact.kind is ContactKind.EMAIL:
        if contact.safe_to_email:
            yield _("an e-mail")
        return
    if contact.safe_to_call:
        yield _("a call")
    if contact.safe_to_text:
        yield _("a text")
    if contact.safe_for_voicemail:
        yield _("a voice message")


def yes_or_no(said: bool | None) -> str:
    """An answer, or that there is none."""
    return {True: _("Yes"), False: _("No"), None: _("You have not told us")}[said]


def in_the_home(names: Sequence[str]) -> str:
    """`Suharto, Ada`, or that there is nobody else."""
    return ", ".join(names) or _("Nobody else")


def local_day(at: datetime) -> str:
    """The day of a moment, where we are."""
    return day(localdate(at))


def chosen(line: Line) -> str:
    """`You said yes on 3 November 2026.`"""
    if line.said is None:
        return _("You have not said yes.")
    if line.forbids:
        said = _("You said on {day} that they are told nothing.") if line.given else _("You allowed it on {day}.")
        return said.format(day=local_day(line.said.chosen_at))
    words = _("You said yes on {day}.") if line.given else _("You said no on {day}.")
    return words.format(day=local_day(line.said.chosen_at))
