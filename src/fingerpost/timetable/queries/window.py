"""Some days of the columns, without what has ended: what almost every visitor of a minute searches.

Whoever asks for this week asks for the same ten thousand sessions as the one before, near another place. So they are
laid out once by how far east they are: of these a search cuts out a strip of the country, and measures that alone.
"""

from array import array
from bisect import bisect_left
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fingerpost.base.grid import GridPoint

Array = npt.NDArray[Any]
REMEMBERED: Final = 32  # windows of one edition of the columns; that of a usual week of a country has 280 kB


class Window:
    """The places of its rows among all rows, in their order; and the same from west to east."""

    __slots__ = ("_eastings", "_place", "_rows_eastward", "rows")

    def __init__(self, rows: Array, place: Array) -> None:
        """`place`: of each of the rows, in whole metres."""
        eastward = place.real.argsort()
        self.rows = rows.astype(np.int32)
        self._rows_eastward = self.rows[eastward]
        self._place = place[eastward].astype(np.complex128)
        # An array of Python's own: to look up two numbers in it costs less than one call of numpy's.
        self._eastings = array("i", self._place.real.astype(np.int32).tobytes())

    def near(self, point: GridPoint, metres: float) -> Array:
        """The rows within so many metres of a point, in their order.

        A distance is a whole number, rounded from the root of a whole number, which never lies halfway between two,
        nor so near to it that a rounding could tell. So it is at most `most` where the root is less than a half more.
        """
        most = int(metres)
        west = bisect_left(self._eastings, point.easting - most)
        east = bisect_left(self._eastings, point.easting + most + 1, west)
        apart = np.abs(self._place[west:east] - complex(point.easting, point.northing))
        rows: Array = self._rows_eastward[west:east][apart < most + 0.5]
        rows.sort()
        return rows
