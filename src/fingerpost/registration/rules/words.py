"""The form's words in other languages: each file names the English that it translates, and who looked it over.

A translation belongs to the very words that it translates. Where an authority changes a question, its translation falls
away and the English is printed, so that nobody signs what they were not asked.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "data" / "words"
ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """Something said in the family's language; `english` stands beneath it, where that is another."""

    text: str
    english: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that the form is printed in. reviewed_by: empty until somebody who speaks it looked it over."""

    code: str
    name: str
    own_name: str
    direction: str = "ltr"
    reviewed_by: str = ""
    reviewed_on: str = ""
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_reviewed(self) -> bool:
        return self.code == ENGLISH or bool(self.reviewed_by and self.reviewed_on)

    def say(self, english: str, **names: "Words | str") -> Words:
        """An English sentence in this language. names: what stands in it in braces."""
        said = self.words.get(english, "")
        own = {name: word.text if isinstance(word, Words) else word for name, word in names.items()}
        theirs = {
            name: (word.english or word.text) if isinstance(word, Words) else word for name, word in names.items()
        }
        if not said:
            return Words(_filled(english, theirs))
        return Words(_filled(said, own), _filled(english, theirs))


def _filled(text: str, names: Mapping[str, str]) -> str:
    for name, word in names.items():
        text = text.replace(f"{{{name}}}", word)
    return text


@cache
def languages() -> dict[str, Language]:
    """Every language that the form is printed in, English first."""
    others = [_read(path) for path in sorted(FOLDER.glob("*.toml"))]
    english = Language(code=ENGLISH, name="English", own_name="English")
    return {each.code: each for each in [english, *sorted(others, key=lambda each: each.name)]}


def _read(path: Path) -> Language:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Language(code=path.stem, **data["language"], words=MappingProxyType(data["words"]))
