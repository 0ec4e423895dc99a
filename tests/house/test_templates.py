"""Templates: nothing undefined, nothing unused, nothing loaded from anybody else."""

import re
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import Environment, UndefinedError
from jinja2.meta import find_referenced_templates

from tests.house.tree import PACKAGE, ROOT, sources

# Django looks for these by name, and django-allauth for the others.
ASKED_FOR_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
ASKED_FOR_BY_ALLAUTH = {"429.html", "account/signup_closed.html", "socialaccount/authentication_error.html"}
ELSEWHERE = r"(?:https?:)?//"
LOADED_FROM_ELSEWHERE = re.compile(
    rf"""<(?!a\b)[a-z]+\b[^>]*\s(?:src|href|srcset|poster|data|action)\s*=\s*["']?{ELSEWHERE}"""
    rf"""|url\(\s*["']?{ELSEWHERE}|@import\s+["']{ELSEWHERE}|(?:fetch|import|open)\(\s*["'`]{ELSEWHERE}""",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"""<[^>]+\s(?:style|on[a-z]+)\s*=\s*["']|<style\b|<script(?![^>]*\b(?:src=|type="application/ld\+json"))"""
)
FOLDERS = [PACKAGE / "templates", *sorted(PACKAGE.glob("desks/*/templates"))]


def environment() -> Environment:
    return engines["jinja2"].env  # type: ignore[attr-defined, no-any-return]


def templates() -> dict[str, str]:
    """Every template by the name it is asked for."""
    paths = [(folder, path) for folder in FOLDERS for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for folder, path in paths}


def used() -> set[str]:
    """Names that a template or the code asks for."""
    asked = {name for text in templates().values() for name in find_referenced_templates(environment().parse(text))}
    named = {name for source in sources("src") for name in re.findall(r'"([\w/.-]+\.\w+)"', source.text)}
    return {name for name in asked if name} | named


@pytest.mark.parametrize("template", ["{{ nothing }}", "{{ {}.nothing }}", "{% if nothing %}{% endif %}"])
def test_what_is_undefined_fails(template):
    with pytest.raises(UndefinedError):
        environment().from_string(template).render()


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_template_compiles(name):
    environment().get_template(name)


def test_no_template_is_left_over():
    assert not set(templates()) - used() - ASKED_FOR_BY_DJANGO - ASKED_FOR_BY_ALLAUTH


def test_every_component_is_shown_in_the_gallery():
    """Itself, or as a part of another component, as a hint is of a text box."""
    made = {name: text for name, text in templates().items() if name.startswith("components/")}
    showing = [*made.values(), *(text for name, text in templates().items() if name.endswith("/components.html"))]
    shown = {name for text in showing for name in find_referenced_templates(environment().parse(text))}
    assert not made.keys() - shown


def static_files() -> list[Path]:
    return [path for path in (PACKAGE / "static").rglob("*") if path.suffix in {".css", ".js", ".svg", ".webmanifest"}]


def elsewhere(texts: dict[str, str]) -> list[str]:
    """What is loaded from somebody else's server. A link that a person may follow is no loading."""
    found = [(name, match) for name, text in texts.items() for match in LOADED_FROM_ELSEWHERE.finditer(text)]
    return [f"{name}: {match.group()[:80]}" for name, match in found]


def test_nothing_is_loaded_from_anybody_else():
    static = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in static_files()}
    assert static, "the search found nothing to look at"
    assert not elsewhere(templates() | static)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('<script type="module" src="https://cdn.example/a.js">', True),
        ('<link rel="stylesheet" href="//fonts.example/a.css">', True),
        ("a{background:url(https://tiles.example/1.png)}", True),
        ('fetch("https://api.example/postcodes")', True),
        ('<a class="govuk-link" href="https://www.example/">', False),
        ('<svg xmlns="http://www.w3.org/2000/svg">', False),
    ],
)
def test_what_is_loaded_from_elsewhere_is_seen(text, seen):
    assert bool(elsewhere({"planted": text})) is seen


def test_nothing_that_runs_or_paints_is_written_into_a_page():
    """The content security policy would refuse it; better to know before."""
    found = {name: match.group() for name, text in templates().items() if (match := INLINE.search(text))}
    assert not found
