"""What is dear to make and asked for again: kept under a key that names exactly what it was made from."""

from collections import OrderedDict
from collections.abc import Callable
from threading import BoundedSemaphore, Lock
from typing import Final, Generic, TypeVar

Made = TypeVar("Made")
IN_LINE: Final = 2  # of a worker's four threads: the others go on answering


class Busy(Exception):
    """Enough are waiting for something dear already; whoever asks is better told to come back."""


class Shelf(Generic[Made]):
    """The things made lately, the least used given up first. Safe between threads.

    One thing is made at a time, and few may wait for it, so that many who ask at once can neither each cost the
    processor its second nor keep every thread waiting. Whoever asks for what is there already does not wait.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, Made] = OrderedDict()
        self._reading = Lock()
        self._making = Lock()
        self._line = BoundedSemaphore(IN_LINE)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str, make: Callable[[], Made]) -> Made:
        """What is kept under the key, or else made now. Raises Busy where the line is full."""
        found = self._find(key)
        if found is not None:
            return found
        if not self._line.acquire(blocking=False):
            raise Busy
        try:
            return self._made(key, make)
        finally:
            self._line.release()

    def _made(self, key: str, make: Callable[[], Made]) -> Made:
        with self._making:
            found = self._find(key)  # somebody may have made it while we waited
            return self._keep(key, make()) if found is None else found

    def _find(self, key: str) -> Made | None:
        with self._reading:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: str, made: Made) -> Made:
        with self._reading:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
