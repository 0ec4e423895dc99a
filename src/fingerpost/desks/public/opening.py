"""When a centre's door is open, in words: "Open now, until 4:30pm"; "Closed now. Opens on Monday at 9am"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from fingerpost.desks.public import wording
from fingerpost.places.rules.hours import DayHours, Season


@dataclass(frozen=True, slots=True)
class OpenNow:
    """Whether the door is open at this moment, and a sentence that says what that means for someone setting out."""

    open: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class SeasonWords:
    """A season to come: `Summer holiday, 27 July to 28 August`, and a week of its hours."""

    title: str
    hours: tuple["HoursLine", ...]


@dataclass(frozen=True, slots=True)
class HoursLine:
    """A weekday and its hours in words. `today` is true of one line at most."""

    name: str
    hours: str
    today: bool


def hours_lines(week: Iterable[DayHours], today: date | None) -> list[HoursLine]:
    """A week's hours, Monday first."""
    ordered = sorted(week, key=lambda hours: hours.day.weekday())
    return [HoursLine(str(WEEKDAYS[hours.day.weekday()]), in_words(hours), hours.day == today) for hours in ordered]


def seasons_in_words(seasons: Iterable[Season]) -> list[SeasonWords]:
    """Seasons to come, each with its days and its hours."""
    return [SeasonWords(_season_title(season), tuple(hours_lines(season.week, None))) for season in seasons]


def _season_title(season: Season) -> str:
    if season.end is None:
        return gettext("{season}, from {first}").format(season=season.name, first=wording.day(season.start))
    return gettext("{season}, {first} to {last}").format(
        season=season.name, first=wording.day(season.start), last=wording.day(season.end)
    )


def in_words(hours: DayHours) -> str:
    """`9am to 12:30pm and 1:30pm to 4pm`, what is said instead, or `Closed`."""
    spans = [
        gettext("{start} to {end}").format(start=wording.clock(opens), end=wording.clock(closes))
        for opens, closes in hours.spans
    ]
    said = [gettext(" and ").join(spans)] if spans else []
    return "; ".join(said + ([hours.note] if hours.note else [])) or gettext("Closed")


def open_now(week: Sequence[DayHours], closed_days: frozenset[date], now: datetime) -> OpenNow | None:
    """How the door stands. None where no hours are known. `week` begins today; `now` is local."""
    open_days = [hours for hours in week if hours.is_open and hours.day not in closed_days]
    for hours in open_days:
        for opens, closes in hours.spans:
            if hours.day == now.date() and opens <= now.time() < closes:
                return OpenNow(True, gettext("Open now, until {time}").format(time=wording.clock(closes)))
            if (hours.day, opens) > (now.date(), now.time()):
                return OpenNow(False, _opens(hours.day, wording.clock(opens), now.date()))
    return OpenNow(False, gettext("Closed for the next seven days")) if any(h.is_open for h in week) else None


def _opens(day: date, at: str, today: date) -> str:
    if day == today:
        return gettext("Closed now. Opens at {time}").format(time=at)
    if (day - today).days == 1:
        return gettext("Closed now. Opens tomorrow at {time}").format(time=at)
    return gettext("Closed now. Opens on {weekday} at {time}").format(weekday=WEEKDAYS[day.weekday()], time=at)


def shortened(lines: Sequence[HoursLine]) -> str:
    """A week on one line, days that follow each other with the same hours together: `Monday to Friday, 9am to 4pm`."""
    runs: list[list[HoursLine]] = []
    for line in lines:
        if runs and runs[-1][-1].hours == line.hours:
            runs[-1].append(line)
        else:
            runs.append([line])
    closed = gettext("Closed")
    return "; ".join(_run(run) for run in runs if run[0].hours != closed)


def _run(run: Sequence[HoursLine]) -> str:
    if len(run) == 1:
        return gettext("{day}, {hours}").format(day=run[0].name, hours=run[0].hours)
    return gettext("{first} to {last}, {hours}").format(first=run[0].name, last=run[-1].name, hours=run[0].hours)
