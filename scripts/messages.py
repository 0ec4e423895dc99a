"""Gather every sentence that people read into src/fingerpost/locale, and compile what has been translated.

    make messages           gather: locale/en is the list to translate from, every other language is brought up to it
    make messages COMPILE=1 also compile each language (.mo), as an installation that offers it must

The lists carry neither dates nor line numbers, so that they change only when a sentence does.
"""

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "src/fingerpost/locale"
TABLE = Path("src/fingerpost/sharing/data/minimum.toml")
SOURCE = LOCALE / "en/LC_MESSAGES/django.po"
NOISE = (
    '"POT-Creation',
    '"PO-Revision',
    '"Report-',
    '"Last-',
    '"Language-Team',
    '"Project-',
    '"Generated',
    "#\n",
    "# ",
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def gathered() -> Catalog:
    """Every sentence in the code and the templates, with the files it stands in."""
    catalog = Catalog(project="Fingerpost", charset="utf-8", fuzzy=False)
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, comment_tags=("Translators:",))
    for path, _line, message, comments, context in found:
        catalog.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    for message in words_of_table():
        catalog.add(message, locations=[(str(TABLE), 0)])
    return catalog


def words_of_table() -> Iterator[str]:
    """What people read of the table of what is shared."""
    table = tomllib.loads((ROOT / TABLE).read_text(encoding="utf-8"))
    for row in (*table["purposes"].values(), *table["bases"].values()):
        yield from (row[key] for key in ("label", "why") if key in row)


def written(catalog: Catalog) -> bytes:
    """The catalogue as a file without dates."""
    buffer = BytesIO()
    write_po(buffer, catalog, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(NOISE)).encode()


def translations() -> Iterator[Path]:
    """Every language but the one we write in."""
    return (path for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")) if path != SOURCE)


def bring_up(path: Path, source: Catalog) -> Catalog:
    """A translation with what is new in it and what is gone taken out."""
    with path.open("rb") as file:
        translation = read_po(file, locale=path.parent.parent.name)
    translation.update(source, no_fuzzy_matching=True)
    path.write_bytes(written(translation))
    return translation


def main(*, compiling: bool) -> None:
    source = gathered()
    SOURCE.parent.mkdir(parents=True, exist_ok=True)
    SOURCE.write_bytes(written(source))
    for path in translations():
        translation = bring_up(path, source)
        if compiling:
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, translation)
    print(f"{len(source)} sentences in {SOURCE.relative_to(ROOT)}")


if __name__ == "__main__":
    main(compiling="--compile" in sys.argv)
