"""The programme of the present season: a centre's part of its group's, or the whole group's."""

from dataclasses import dataclass
from datetime import date

from fingerpost.desks.public.programme_sheet import SheetDay, by_weekday, season_days
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import CentreCard, GroupCard
from fingerpost.timetable.queries.seasons import programme_on, public_series


@dataclass(frozen=True, slots=True)
class Season:
    """A programme ready to be shown; name and dates are empty where none has been published."""

    name: str = ""
    dates: str = ""
    weekdays: tuple[SheetDay, ...] = ()

    @property
    def title(self) -> str:
        """`Autumn 2026: 1 September to 18 December`."""
        return f"{self.name}: {self.dates}" if self.name else ""


def of_centre(ours: LocalAuthority, card: CentreCard, today: date) -> Season:
    """A centre's part of the season. Two queries."""
    return _season(ours, card.group_slug, (card.id,), today, home=card.name)


def of_group(ours: LocalAuthority, group: GroupCard, today: date) -> Season:
    """The season at all centres of a group; each line says at which. Two queries."""
    return _season(ours, group.slug, tuple(card.id for card in group.centres), today)


def _season(
    ours: LocalAuthority, group_slug: str, centre_ids: tuple[int, ...], today: date, *, home: str = ""
) -> Season:
    programme = programme_on(group_slug, ours.pk, today)
    if programme is None:
        return Season()
    weekdays = by_weekday(public_series(programme, centre_ids), today, home=home)
    return Season(programme.name, season_days(programme.starts_on, programme.ends_on), tuple(weekdays))
