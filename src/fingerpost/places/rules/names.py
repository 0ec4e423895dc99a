"""Finding a name among many as people type it: case, accents and points aside, by its beginning, or nearly spelt."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from fingerpost.base.grid import GridPoint

LONGEST = 100
ALIKE = 0.42  # from which a name nearly spelt is taken for it; below, down to HINT, it is only suggested
HINT = 0.25
SHORTEST_BEGINNING = 3
NameKind = Literal["place", "centre"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a place or a centre. `weight`: of names that fit equally, the heavier is meant. `key` of a centre."""

    text: str
    kind: NameKind
    point: GridPoint
    weight: int = 0
    centre: int | None = None


def clean(text: str) -> str:
    """What was typed, without what cannot be seen: control characters, marks of direction, stray spaces."""
    plain = unicodedata.normalize("NFKC", text[: LONGEST * 5])
    seen = (letter if unicodedata.category(letter)[0] not in "CZ" else _space(letter) for letter in plain)
    return " ".join("".join(seen).split())


def _space(letter: str) -> str:
    """Spaces and line breaks part words; invisible marks do not."""
    return " " if letter.isspace() or letter == "\0" else ""


def key_of(text: str) -> str:
    """`St. Albans`, `ST ALBANS` and `Saint Albans` as one."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).replace("&", " and ")
    letters = re.sub(r"['’`\u0300-\u036f]", "", bare)
    words = re.sub(r"[^\w]+", " ", letters).split()
    return " ".join("st" if word == "saint" else word for word in words)


def trigrams(key: str) -> set[str]:
    """Three letters at a time of each word, as PostgreSQL's pg_trgm cuts them."""
    return {padded[at : at + 3] for word in key.split() for padded in [f"  {word} "] for at in range(len(padded) - 2)}


class NameIndex:
    """Names made ready to be asked."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = sorted(names, key=lambda name: (-name.weight, len(name.text), name.text))
        self._keys = [key_of(name.text) for name in self._names]
        self._exact: dict[str, Name] = {}
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        for at, (key, name) in enumerate(zip(self._keys, self._names, strict=True)):
            self._exact.setdefault(key, name)
            cut = trigrams(key)
            self._sizes.append(len(cut))
            for trigram in cut:
                self._holding[trigram].append(at)

    def exactly(self, text: str) -> Name | None:
        return self._exact.get(key_of(text))

    def beginning(self, text: str) -> list[Name]:
        """Names with a word that begins with the text, heaviest first."""
        key = key_of(text)
        if len(key) < SHORTEST_BEGINNING:
            return []
        return _once(name for name, whole in zip(self._names, self._keys, strict=True) if f" {key}" in f" {whole}")

    def alike(self, text: str) -> list[tuple[float, Name]]:
        """Names nearly spelt like the text, with how much (0 to 1), most alike first."""
        cut = trigrams(key_of(text))
        shared = Counter(at for trigram in cut for at in self._holding.get(trigram, ()))
        scored = [(both / (len(cut) + self._sizes[at] - both), at) for at, both in shared.items()]
        best = sorted((each for each in scored if each[0] >= HINT), key=lambda each: (-each[0], each[1]))
        once: dict[tuple[str, int | str], tuple[float, Name]] = {}
        for score, at in best[:40]:
            once.setdefault(self._same(at), (score, self._names[at]))
        return list(once.values())

    def _same(self, at: int) -> tuple[str, int | str]:
        """A centre has several names, and is one thing."""
        return self._names[at].kind, self._names[at].centre or self._names[at].text

    def heaviest(self, count: int) -> list[Name]:
        return self._names[:count]


def _once(names: Iterable[Name]) -> list[Name]:
    return list({(name.kind, name.centre or name.text): name for name in reversed(list(names))}.values())[::-1]
