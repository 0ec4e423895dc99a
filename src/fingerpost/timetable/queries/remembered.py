"""Values kept by key for as long as they are used."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Remembered(Generic[Key, Kept]):
    """The values kept last: the running half and the one before it, so `most` at most.

    When a half is full a new one begins and the oldest goes, used or not. So looking up changes nothing and needs no
    lock, unlike a list of last uses; it is done some fifty times a page.
    """

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._new: dict[Key, Kept] = {}
        self._old: dict[Key, Kept] = {}
        self._lock = Lock()
        self.edition = 0

    def get(self, key: Key) -> Kept | None:
        """The value, if it is known."""
        value = self._new.get(key)
        return self._old.get(key) if value is None else value

    def several(self, keys: Sequence[Key]) -> list[Kept | None]:
        """The value of each key, in order: a list of sessions asks for two dozen at once."""
        return list(map(self._new.get, keys, map(self._old.get, keys)))

    def keep(self, values: Mapping[Key, Kept], edition: int) -> None:
        """Keep what was read while `edition` stood: what was read before a change is not kept after it."""
        with self._lock:
            if edition != self.edition:
                return
            if len(self._new) + len(values) > self._half:
                self._old, self._new = self._new, {}
            self._new.update(values)

    def forget(self, keys: Iterable[Key] | None) -> None:
        """Forget some, or all."""
        with self._lock:
            self.edition += 1
            if keys is None:
                self._new, self._old = {}, {}
                return
            for key in keys:
                self._new.pop(key, None)
                self._old.pop(key, None)
