"""Two languages that nobody speaks: XA, accented and two fifths longer, and XB, the same from right to left.

Every sentence of the catalogue becomes `⟦Ŝéñţéñçé ŵŵŵ⟧`. A page in XA whose text stands outside the brackets has
words that no translator would ever be given. Django's own sentences are taken along: its form errors and the names
of days and months appear on our pages too.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import override_settings

from scripts.messages import gathered

LONGER, RIGHT_TO_LEFT = "xa", "xb"
LANGUAGES = [(LONGER, "Longer"), (RIGHT_TO_LEFT, "Right to left")]
ACCENTS = str.maketrans(
    "aceghijklnorstuwyzACEGHIJKLNORSTUWYZ",
    "áçéğĥíĵķłñóŕšţúŵýžÁÇÉĞĤÍĴĶŁÑÓŔŠŢÚŴÝŽ",
)
# What is put in later or read by a machine: %(name)s, {name}, %s, <b>, &nbsp;
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>|&\w+;)")


def pseudo(sentence: str) -> str:
    """The sentence in a language that nobody speaks: bracketed, accented, two fifths longer, its placeholders whole."""
    parts = KEPT.split(sentence)
    accented = "".join(part if place % 2 else part.translate(ACCENTS) for place, part in enumerate(parts))
    return f"⟦{accented}{_padding(len(sentence))}⟧"


def _padding(length: int) -> str:
    """Words of eight letters, so that lines can still break, making up two fifths of a length."""
    extra = max(1, length * 2 // 5)
    return "".join("ŵ" if place % 9 else " " for place in range(extra + 1))


def translated(source: Catalog) -> Catalog:
    """The whole catalogue, translated."""
    result = Catalog(locale="en", charset="utf-8")
    for message in source:
        if message.id:
            result.add(message.id, _both_numbers(message.id), context=message.context)
    return result


def _both_numbers(words: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    return pseudo(words) if isinstance(words, str) else tuple(pseudo(form) for form in words)


def django_catalog() -> Catalog:
    """The sentences that Django itself says."""
    path = Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        return read_po(file, locale="en")


def write_languages(folder: Path) -> Path:
    """Compile both languages into a folder of the shape that LOCALE_PATHS wants."""
    catalog = translated(django_catalog())
    for message in translated(gathered()):
        if message.id:
            catalog.add(message.id, message.string, context=message.context)
    for code, _name in LANGUAGES:
        target = folder / code / "LC_MESSAGES/django.mo"
        target.parent.mkdir(parents=True)
        with target.open("wb") as file:
            write_mo(file, catalog)
    return folder


@contextmanager
def spoken(code: str, folder: Path) -> Iterator[None]:
    """The whole site in one of the two languages, in every thread. Django forgets what it had loaded by itself."""
    with override_settings(
        LANGUAGE_CODE=code, LANGUAGES=LANGUAGES, LANGUAGES_BIDI=[RIGHT_TO_LEFT], LOCALE_PATHS=[folder]
    ):
        yield
