"""Which patterns a group of centres puts on in a season, and which of its centres each falls to."""

from collections.abc import Collection, Sequence

from fingerpost.demo.rules.drawing import draw
from fingerpost.demo.rules.patterns import Pattern
from fingerpost.demo.rules.seasons import Season

PER_CENTRE_IN_TERM = 3.8
PER_CENTRE_IN_HOLIDAY = 0.8
CENTRES_PER_LONG_REST = 18
CENTRES_PER_SUMMER_REST = 24


def staples_of(patterns: Sequence[Pattern], season: Season, seed: int, centre: str) -> list[Pattern]:
    """The patterns that a centre has always: one of each kind of staple that the season knows."""
    kinds = sorted({pattern.staple for pattern in patterns if pattern.staple and season.key in pattern.seasons})
    return [
        draw(seed, "staple", centre, kind).choice([pattern for pattern in patterns if pattern.staple == kind])
        for kind in kinds
    ]


def shared_by(  # noqa: PLR0917 - all that the choice hangs on
    patterns: Sequence[Pattern], season: Season, seed: int, group: str, centres: int, services: Collection[str]
) -> list[Pattern]:
    """What the centres of a group put on between them, most sought first; only what the group offers as a service.

    The larger its share, the likelier a pattern is. What lasts is drawn once for all seasons.
    """
    fitting = [
        pattern
        for pattern in patterns
        if pattern.per == "group" and season.key in pattern.seasons and pattern.service in services
    ]
    number = round(centres * (PER_CENTRE_IN_HOLIDAY if season.key == "holiday" else PER_CENTRE_IN_TERM))
    return sorted(fitting, key=lambda pattern: -_luck(pattern, season, seed, group))[:number]


def term_time_only(seed: int, centre: str) -> bool:
    """Whether a centre rests in every school holiday, so that its year is far short of 48 weeks."""
    return draw(seed, "rests long", centre).randrange(CENTRES_PER_LONG_REST) == 0


def rests_in_summer(seed: int, centre: str) -> bool:
    """Whether a centre has nothing in the summer holiday, so that its year is a little short of 48 weeks."""
    rests = draw(seed, "rests in summer", centre).randrange(CENTRES_PER_SUMMER_REST) == 0
    return rests or term_time_only(seed, centre)


def _luck(pattern: Pattern, season: Season, seed: int, group: str) -> float:
    """A number up to 1; what every group has comes before all else."""
    if pattern.share >= 1:
        return 1.0
    parts = (
        (seed, "shared", group, pattern.key) if pattern.lasting else (seed, "shared", group, pattern.key, season.name)
    )
    return float(draw(*parts).random() ** (1 / pattern.share**2))
