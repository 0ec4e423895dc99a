"""How names are compared: by their letters, by their sound, and by the names that one person goes by.

Families come from everywhere: names are transliterated in several ways, shortened, hyphenated, and put into the
wrong box. What is compared here is never shown, and never replaces what a family wrote.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from anyascii import anyascii

FORMS = Path(__file__).parents[1] / "data" / "names.toml"
NOT_A_LETTER = re.compile(r"[^a-z]+")
# Sounds that are written in several ways in English or on the way into Latin letters: the later see the earlier's work.
ONE_SOUND = (
    (re.compile(r"^(kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"sch|sh|sz|ch|cz|tch"), "s"),
    (re.compile(r"th|dt"), "t"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ck|c|q|kh|gh|x"), "k"),
    (re.compile(r"[zs]"), "s"),
    (re.compile(r"dj|g(?=[ei])"), "j"),
    (re.compile(r"v"), "f"),
)
TWICE = re.compile(r"(.)\1+")


def plain(name: str) -> str:
    """A name in small Latin letters: parts held apart by one space, all other signs gone."""
    folded = anyascii(name).lower().replace("'", "").replace("’", "")
    return NOT_A_LETTER.sub(" ", folded).strip()


@cache
def sound(name: str) -> str:
    """The consonants that one hears: equal for most spellings of one name. Empty where too little is left to hear."""
    heard = plain(name).replace(" ", "")
    for written, said in ONE_SOUND:
        heard = written.sub(said, heard)
    heard = TWICE.sub(r"\1", re.sub(r"(?<=.)[aeiouyhw]", "", heard))
    return heard if len(heard) > 1 else ""


@cache
def names_of_one() -> Mapping[str, tuple[int, ...]]:
    """For each form of a name, the numbers of the names that it may stand for (counted from 1)."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(tomllib.loads(FORMS.read_text())["forms"], start=1):
        for form in line.split():
            found[form].append(number)
    return {form: tuple(numbers) for form, numbers in found.items()}


def may_stand_for(name: str) -> tuple[int, ...]:
    """The names, by number, that the first part of a given name may be a form of."""
    first = plain(name).split(" ")[0]
    return names_of_one().get(first, ())
