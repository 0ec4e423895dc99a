"""What a family must know before it sets out: moved, closed, shut for the holidays. It stands on top of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from fingerpost.desks.public import wording
from fingerpost.places.queries import CentreCard, PremisesNotice, premises_notices
from fingerpost.places.vocabulary import PremisesRole, PremisesState
from fingerpost.timetable.models import Closure
from fingerpost.timetable.vocabulary import ClosureReason

AHEAD = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Notice:
    """A heading, what more there is to say, and whether it stops a family from coming today."""

    title: str
    text: str
    stops: bool

    @property
    def sentence(self) -> str:
        """Heading and text in one line, for paper."""
        title = self.title if self.title.endswith(".") else f"{self.title}."
        return f"{title} {self.text}".strip()


def of_centre(card: CentreCard, closures: Iterable[Closure], today: date) -> list[Notice]:
    """Everything to know about a centre: what holds now first. One query."""
    closed = [closure_notice(closure, today) for closure in closures]
    moved = [_told(notice, today) for notice in premises_notices(card.id, today) if not _is_said(notice, card)]
    return _of_building(card) + sorted(closed, key=lambda notice: not notice.stops) + moved


def _of_building(card: CentreCard) -> list[Notice]:
    """A centre is a service for an area: without an open building it is still there."""
    if card.state == PremisesState.CLOSED:
        usual = gettext("This building is closed. Sessions are held in other places.")
        return [Notice(card.notice or usual, gettext("Look at each session to see where it is."), stops=False)]
    if card.state == PremisesState.IN_USE:
        return [Notice(gettext("This building is open only when something is on."), card.notice, stops=False)]
    return []


def _is_said(notice: PremisesNotice, card: CentreCard) -> bool:
    return card.state != PremisesState.OPEN and notice.notice == card.notice


def _told(notice: PremisesNotice, today: date) -> Notice:
    """What is told of a building: a move with the new address and its days."""
    if notice.role != PremisesRole.TEMPORARY:
        return Notice(notice.notice, "", stops=False)
    address = ", ".join(notice.address)
    if notice.ends is None:
        when = gettext("From {first}: {address}").format(first=wording.day(notice.starts), address=address)
    else:
        when = gettext("From {first} to {last}: {address}").format(
            first=wording.day(notice.starts), last=wording.day(notice.ends), address=address
        )
    return Notice(notice.notice, when, stops=notice.starts <= today)


def closure_notice(closure: Closure, today: date) -> Notice:
    """`Closed from Monday 21 December to Friday 1 January: Christmas closure`."""
    reason = str(ClosureReason(closure.reason).label)
    if closure.starts_on == closure.ends_on:
        title = gettext("Closed on {day}: {reason}").format(day=wording.day(closure.starts_on), reason=reason)
    else:
        title = gettext("Closed from {first} to {last}: {reason}").format(
            first=wording.day(closure.starts_on), last=wording.day(closure.ends_on), reason=reason
        )
    return Notice(title, closure.notice, stops=closure.starts_on <= today <= closure.ends_on)


def closed_days(closures: Iterable[Closure]) -> frozenset[date]:
    """Every day on which one of the closures holds."""
    return frozenset(
        closure.starts_on + timedelta(days=count)
        for closure in closures
        for count in range((closure.ends_on - closure.starts_on).days + 1)
    )
