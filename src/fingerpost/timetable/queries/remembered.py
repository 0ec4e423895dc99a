"""Values kept by key for as long as they are used."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Remembered(Generic[Key, Kept]):
    """The values kept last, `most` at most.

    When it is full the older half goes, used or not. So looking up changes nothing and needs no lock, unlike a list of
    last uses; it is done some fifty times a page.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Key, Kept] = {}
        self._lock = Lock()
        self.edition = 0

    def get(self, key: Key) -> Kept | None:
        """The value, if it is known."""
        return self._kept.get(key)

    def several(self, keys: Sequence[Key]) -> list[Kept | None]:
        """The value of each key, in order: a list of sessions asks for two dozen at once."""
        return list(map(self._kept.get, keys))

    def keep(self, values: Mapping[Key, Kept], edition: int) -> None:
        """Keep what was read while `edition` stood: what was read before a change is not kept after it."""
        with self._lock:
            if edition != self.edition:
                return
            if len(self._kept) + len(values) > self._most:
                self._kept = dict(islice(self._kept.items(), len(self._kept) // 2, None))
            self._kept.update(values)

    def forget(self, keys: Iterable[Key] | None) -> None:
        """Forget some, or all."""
        with self._lock:
            self.edition += 1
            if keys is None:
                self._kept = {}
                return
            for key in keys:
                self._kept.pop(key, None)
