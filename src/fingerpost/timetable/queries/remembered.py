"""Values kept by key for as long as they are used."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Remembered(Generic[Key, Kept]):
    """The values kept last, `most` at most.

    When it is full the older half goes, used or not. So looking up changes nothing and needs no lock, unlike a list of
    last uses; it is done some fifty times a page.

    What is made from a value can be kept beside it, under a name of its own: it is found without the value, and goes
    with it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Key, Kept] = {}
        self._beside: dict[str, dict[Key, Any]] = {}
        self._lock = Lock()
        self.edition = 0

    def get(self, key: Key) -> Kept | None:
        """The value, if it is known."""
        return self._kept.get(key)

    def several(self, keys: Sequence[Key]) -> list[Kept | None]:
        """The value of each key, in order: a list of sessions asks for two dozen at once."""
        return list(map(self._kept.get, keys))

    def several_beside(self, name: str, keys: Sequence[Key]) -> list[Any]:
        """What is kept beside the value of each key, in order; None where there is nothing."""
        return list(map(self._beside.get(name, {}).get, keys))

    def keep(self, values: Mapping[Key, Kept], edition: int) -> None:
        """Keep what was read while `edition` stood: what was read before a change is not kept after it."""
        with self._lock:
            if edition != self.edition:
                return
            if len(self._kept) + len(values) > self._most:
                self._keep_the_newer_half()
            self._kept.update(values)

    def keep_beside(self, name: str, made: Mapping[Key, object], edition: int) -> None:
        """Keep what was made from values that were read while `edition` stood, and are kept still."""
        with self._lock:
            if edition == self.edition:
                there = {key: piece for key, piece in made.items() if key in self._kept}
                self._beside.setdefault(name, {}).update(there)

    def forget(self, keys: Iterable[Key] | None) -> None:
        """Forget some, or all."""
        with self._lock:
            self.edition += 1
            if keys is None:
                self._kept, self._beside = {}, {}
                return
            for key in keys:
                for table in (self._kept, *self._beside.values()):
                    table.pop(key, None)

    def _keep_the_newer_half(self) -> None:
        self._kept = dict(islice(self._kept.items(), len(self._kept) // 2, None))
        self._beside = {
            name: {key: piece for key, piece in table.items() if key in self._kept}
            for name, table in self._beside.items()
        }
