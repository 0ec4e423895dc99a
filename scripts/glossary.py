"""Write the second half of docs/glossary.md: every word that the code keeps in a vocabulary, with what people see.

    .venv/bin/python scripts/glossary.py

A house test compares the page with the code, so that it cannot grow old.
"""

import inspect
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.db.models import Choices

PAGE = Path(__file__).resolve().parents[1] / "docs" / "glossary.md"
MARK = "<!-- From here on the page is written by scripts/glossary.py -->"


def vocabularies() -> Iterator[type[Choices]]:
    """Every vocabulary, app by app, in the order in which it stands in its file."""
    for app in sorted(apps.get_app_configs(), key=lambda config: config.name):
        if not (Path(app.path) / "vocabulary.py").exists():
            continue
        module = import_module(f"{app.name}.vocabulary")
        for value in vars(module).values():
            if isinstance(value, type(Choices)) and value.__module__ == module.__name__:
                yield value


def section(vocabulary: type[Choices]) -> str:
    """A heading, what the vocabulary is for, and a table of its words."""
    app = vocabulary.__module__.split(".")[-2]
    rows = [f"| `{member.value}` | {member.label} |" for member in vocabulary]
    about = inspect.cleandoc(vocabulary.__doc__ or "").replace("\n", " ")
    return "\n".join([f"### {app}: {vocabulary.__name__}", "", about, "", "| Kept as | Shown as |", "|---|---|", *rows])


def written(page: str) -> str:
    """The page with its second half made anew."""
    ours = page.partition(MARK)[0]
    return ours + MARK + "\n\n" + "\n\n".join(section(vocabulary) for vocabulary in vocabularies()) + "\n"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fingerpost.settings")
    django.setup()
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
