"""Some days of the columns, without what has ended: what almost every visitor of a minute searches.

Whoever asks for this week asks for the same ten thousand sessions as the one before, near another place. So they are
laid out once by how far east they are: of these a search cuts out a strip of the country, and measures that alone. What
it finds it puts in order as single numbers: when it starts, then how far it is, then which row it is.
"""

from array import array
from bisect import bisect_left
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fingerpost.base.grid import GridPoint

Array = npt.NDArray[Any]
REMEMBERED: Final = 32  # windows of one edition of the columns; that of a usual week of a country has 400 kB
# The bits of a number that sorts: 20 for the place of the first row that starts then, 23 for metres, 20 for the row.
MOST_ROWS: Final = 1 << 20
FARTHEST: Final = (1 << 23) - 1  # metres; several times as far as anything in the country
_METRES_AT, _START_AT = np.array(20), np.array(43)
_ROW, _METRES = np.array(MOST_ROWS - 1), np.array(FARTHEST)
_HALF: Final = np.array(0.5)


class Window:
    """The places of its rows among all rows, in their order; and the same from west to east."""

    __slots__ = ("_eastings", "_keys", "_place", "rows")

    def __init__(self, rows: Array, starts: Array, place: Array) -> None:
        """`starts`: of each of the rows, ascending; `place`: of each, in whole metres."""
        if len(rows) > MOST_ROWS:
            raise OverflowError("There are more sessions in these days than a window can number.")
        eastward = place.real.argsort()
        self.rows = rows.astype(np.intp)  # as numpy takes them
        self._place = place[eastward].astype(np.complex128)
        self._keys = (starts.searchsorted(starts) << _START_AT | np.arange(len(rows)))[eastward]
        # An array of Python's own: to look up two numbers in it costs less than one call of numpy's.
        self._eastings = array("i", self._place.real.astype(np.int32).tobytes())

    def near(self, point: GridPoint, metres: float) -> tuple[Array, Array]:
        """The rows within so many metres of a point, and how far each is: by start, then by distance, then by row.

        A distance is a whole number, rounded from the root of a whole number, which never lies halfway between two,
        nor so near to it that a rounding could tell: half a metre more without its fraction is the same number.
        """
        most = min(int(metres), FARTHEST)
        west = bisect_left(self._eastings, point.easting - most)
        east = bisect_left(self._eastings, point.easting + most + 1, west)
        apart = np.abs(self._place[west:east] - complex(point.easting, point.northing))
        apart += _HALF
        inside = (apart < most + 1).nonzero()[0]
        keys = apart[inside].astype(np.int64)
        keys <<= _METRES_AT
        keys += self._keys[west:east][inside]
        keys.sort()
        return self.rows[keys & _ROW], keys >> _METRES_AT & _METRES
