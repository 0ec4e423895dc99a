"""The ground of a map, drawn from open boundary data that comes with the product: no tiles, no third party."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

from fingerpost.base.grid import GridPoint
from fingerpost.places.models import District, LocalAuthority, PlaceName, SmallArea
from fingerpost.places.queries.cards import CentreCard
from fingerpost.places.queries.snapshot import current_revision, snapshot
from fingerpost.places.rules.drawing import UNITS, Lines, Window, borders
from fingerpost.places.vocabulary import PlaceNameKind

STEP = 100  # metres; views are rounded, so that neighbours share one
KEPT = 200  # drawings
LABELS = 12
ROOM = (230, 60)  # units that a label needs for itself, to the sides and up and down
FINE = 30_000  # metres of the widest map on which small areas are drawn
NEAR = 3_000  # metres around a place's middle; the more small areas lie there, the larger it is
SMALLEST, LARGEST = 500, 60_000  # metres from the middle to the edge


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a place, where it stands in the drawing."""

    x: int
    y: int
    name: str
    is_town: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A centre, where it stands in the drawing."""

    x: int
    y: int
    card: CentreCard


@dataclass(frozen=True, slots=True)
class BaseMap:
    """A square drawing of `units` by `units`: paths of whole units, labels, and on a day its centres."""

    window: Window
    small_areas: str
    districts: str
    labels: tuple[Label, ...]
    spots: tuple[Spot, ...]
    units: int = UNITS

    def place(self, point: GridPoint) -> tuple[int, int]:
        """Where any other point lies in the drawing."""
        return self.window.place(point)

    @property
    def metres_per_unit(self) -> float:
        return self.window.size / self.units


class _Kept:
    """The outlines of one authority, and the drawings made of them."""

    def __init__(self) -> None:
        self.key: tuple[int, int] | None = None
        self.small_areas = Lines([])
        self.districts = Lines([])
        self.names: list[tuple[str, bool, GridPoint]] = []
        self.drawn: OrderedDict[tuple[int, int, int], tuple[str, str, tuple[Label, ...]]] = OrderedDict()
        self.lock = Lock()


_kept = _Kept()


def base_map(authority: LocalAuthority, point: GridPoint, radius_m: int, day: date | None = None) -> BaseMap:
    """The ground around a point, `radius_m` metres to each side; with a day, the centres that lie on it too."""
    radius = max(SMALLEST, min(LARGEST, -(-radius_m // STEP) * STEP))
    middle = GridPoint(round(point.easting / STEP) * STEP, round(point.northing / STEP) * STEP)
    window = Window.around(middle, radius)
    small_areas, districts, labels = _ground(authority, window)
    cards = snapshot(authority, day).cards if day else ()
    spots = tuple(Spot(*window.place(card.point), card) for card in cards if window.holds(card.point))
    return BaseMap(window, small_areas, districts, labels, spots)


def _ground(authority: LocalAuthority, window: Window) -> tuple[str, str, tuple[Label, ...]]:
    key = (window.west, window.south, window.size)
    with _kept.lock:
        _read_if_changed(authority)
        if key in _kept.drawn:
            _kept.drawn.move_to_end(key)
            return _kept.drawn[key]
        fine = _kept.small_areas.path_in(window) if window.size <= FINE else ""
        drawn = (fine, _kept.districts.path_in(window), _labels(window))
        _kept.drawn[key] = drawn
        while len(_kept.drawn) > KEPT:
            _kept.drawn.popitem(last=False)
        return drawn


def _read_if_changed(authority: LocalAuthority) -> None:
    key = (authority.pk, current_revision(authority))
    if _kept.key == key:
        return
    areas = list(SmallArea.objects.filter(district__authority=authority).values_list("boundary", "easting", "northing"))
    outlines = District.objects.filter(authority=authority).values_list("outline", flat=True)
    _kept.small_areas = Lines(borders(ring for boundary, *_ in areas for ring in boundary))
    _kept.districts = Lines(borders(line for outline in outlines for line in outline))
    _kept.names = _by_size(authority, [GridPoint(*middle) for _, *middle in areas])
    _kept.drawn.clear()
    _kept.key = key


def _by_size(authority: LocalAuthority, areas: list[GridPoint]) -> list[tuple[str, bool, GridPoint]]:
    """The names of places, towns before villages and large before small."""
    rows = PlaceName.objects.filter(authority=authority).values_list("name", "kind", "easting", "northing")
    names = [(name, kind == PlaceNameKind.TOWN, GridPoint(*middle)) for name, kind, *middle in rows]
    size = {name: sum(middle.metres_to(area) < NEAR for area in areas) for name, _, middle in names}
    return sorted(names, key=lambda name: (not name[1], -size[name[0]], name[0]))


def _labels(window: Window) -> tuple[Label, ...]:
    """Towns before villages, as many as find room."""
    labels: list[Label] = []
    for name, is_town, point in _kept.names:
        x, y = window.place(point)
        if len(labels) < LABELS and window.holds(point, margin=-40) and not any(_crowd(x, y, each) for each in labels):
            labels.append(Label(x, y, name, is_town))
    return tuple(labels)


def _crowd(x: int, y: int, label: Label) -> bool:
    return abs(x - label.x) < ROOM[0] and abs(y - label.y) < ROOM[1]
