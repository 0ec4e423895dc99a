"""Some days of the columns, without what has ended: what almost every visitor of a minute searches.

Whoever asks for this week asks for the same ten thousand sessions as the one before, near another place. So they are
laid out once by how far east they are: of these a search cuts out a strip of the country, and measures that alone.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fingerpost.base.grid import GridPoint

Array = npt.NDArray[Any]
REMEMBERED: Final = 32  # windows of one edition of the columns; that of a usual week of a country has 180 kB


class Window:
    """The places of its rows among all rows, in their order; and the same from west to east."""

    __slots__ = ("_easting", "_northing", "_rows_eastward", "rows")

    def __init__(self, rows: Array, place: Array) -> None:
        """`place`: of each of the rows. Its metres are whole, and small enough for half of a complex64."""
        eastward = place.real.argsort()
        self.rows = rows.astype(np.int32)
        self._rows_eastward = self.rows[eastward]
        self._easting = place.real[eastward]
        self._northing = place.imag[eastward]

    def near(self, point: GridPoint, metres: float) -> Array:
        """The rows within so many metres of a point, in their order.

        A distance is a whole number, rounded from the root of a whole number, which never lies halfway between two.
        So it is at most `most` where its square is less than that of a half more: exact, and without a root.
        """
        most = int(metres)
        edges = np.array((point.easting - most, point.easting + most + 1), dtype=self._easting.dtype)
        strip = slice(*self._easting.searchsorted(edges))
        squares = np.square(self._easting[strip] - point.easting, dtype=np.float64)
        squares += np.square(self._northing[strip] - point.northing, dtype=np.float64)
        rows: Array = self._rows_eastward[strip][squares <= most * (most + 1)]
        rows.sort()
        return rows
