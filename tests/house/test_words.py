"""The repository speaks of the product alone: not of the machine it was written on, nor of how."""

import re

import pytest

from tests.house.tree import kept_texts

LOCK_FILES = ("uv.lock", "assets/package-lock.json")
# npm writes down where the authors of a package ask for donations; nothing is fetched from there.
ASKS_FOR_DONATIONS = {"github.com", "opencollective.com", "paulmillr.com"}
THIS = "tests/house/test_words.py"
FORBIDDEN = {
    "a path of somebody's machine": r"(?<![\w.~-])/(?:root|work|home/\w+|Users/\w+|tmp/\w+|opt/\w+)/",
    "a registry's host": r"(?:registry\.npmjs|pythonhosted|pypi)\.org|/simple/",
    "a ticket's number": r"(?:issue|ticket) #?\d+|\(#\d+\)",
    "what is not in the repository": r"\.\./shared/|\bPLAN\.md\b",
    "how it was written": r"\b(?:sub-?agents?|language model|as an AI)\b",
}


def told(texts: dict[str, str]) -> list[str]:
    """Where which forbidden thing is said."""
    return [
        f"{name}: {what}: {match.group()}"
        for name, text in texts.items()
        for what, pattern in FORBIDDEN.items()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]


def test_the_repository_speaks_of_the_product_alone():
    assert not told({name: text for name, text in kept_texts().items() if name not in {*LOCK_FILES, THIS}})


@pytest.mark.parametrize("planted", ["see /root/notes/a", "as issue #2 asks", "https://registry.npmjs.org/x"])
def test_a_forbidden_word_is_seen(planted):
    assert told({"planted": planted})


def test_lock_files_name_public_registries_only():
    texts = {name: text for name, text in kept_texts().items() if name in LOCK_FILES}
    hosts = {host for text in texts.values() for host in re.findall(r"https?://([^/\"\s]+)", text)}
    others = {host for host in hosts if host not in {"files.pythonhosted.org", "pypi.org", "registry.npmjs.org"}}
    assert not others - ASKS_FOR_DONATIONS
