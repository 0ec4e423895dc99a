"""The same rooms in every app, and nothing else; small files, small functions."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import DESKS, PACKAGE, apps, desks, functions, length, sources

ROOMS = {"vocabulary", "rules", "models", "queries", "operations", "admin", "demo"}
FURNITURE = {"__init__", "__pycache__", "apps", "migrations", "management", "templates", "data"}
DESK_ROOMS = {"urls", "views", "forms"}
# Closed lists: a new name here is a decision, taken in review.
OF_THEIR_OWN = {
    "accounts": ROOMS | {"adapter", "borrowed", "gate", "openid", "passwords", "sessions", "single_sign_on"},
    "base": {
        "audience",
        "bulk",
        "checks",
        "clock",
        "encrypted",
        "encryption",
        "fields",
        "grid",
        "guarded",
        "hands",
        "headers",
        "identifiers",
        "log_lines",
        "policies",
        "pooled",
        "postcode",
        "privacy",
        "read_only",
        "scope",
        "telling",
        "typesetting",
        "unavailable",
        "uploads",
        "verdict",
    },
    "launch": {
        "cli",
        "cluster",
        "home",
        "identity",
        "occupancy",
        "postgres",
        "preparation",
        "run",
        "server",
        "socket_folder",
        "static_files",
        "steps",
        "upkeep",
    },
    "demo": ROOMS | {"national"},
    "desks/account": {"wording"},
    "desks/centre": {"pressing", "wording"},
    "desks/family": {"changing", "choosing", "wording"},
    "desks/county": {"wording"},
    "desks/partner": {"wording"},
    "desks/public": {
        "centre_list",
        "choices",
        "community",
        "filters",
        "listing",
        "menu",
        "notices",
        "opening",
        "outline",
        "place_map",
        "programme_sheet",
        "recurrence",
        "registering",
        "results",
        "schema_org",
        "seams",
        "season",
        "session_facts",
        "shelf",
        "shortlist",
        "week_list",
        "whereabouts",
        "wording",
    },
}
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "services", "actions"}
FILE_LINES, FUNCTION_LINES, MODEL_LINES = 500, 60, 200


def strangers(folder: Path, allowed: set[str]) -> set[str]:
    """What stands in an app and has no place there."""
    return {path.stem for path in folder.iterdir()} - allowed - FURNITURE


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.name)
def test_an_app_has_the_rooms_of_the_house_and_nothing_else(app):
    assert not strangers(app, OF_THEIR_OWN.get(app.name, ROOMS))


@pytest.mark.parametrize("desk", desks(), ids=lambda desk: desk.name)
def test_a_desk_has_the_rooms_of_a_desk_and_nothing_else(desk):
    assert not strangers(desk, DESK_ROOMS | OF_THEIR_OWN.get(f"desks/{desk.name}", set()))


def test_a_stranger_in_an_app_is_seen(tmp_path):
    (tmp_path / "queries.py").touch()
    (tmp_path / "actions.py").touch()
    assert strangers(tmp_path, ROOMS) == {"actions"}


def test_no_module_is_called_by_what_anything_could_be_called():
    assert not [path for path in PACKAGE.rglob("*") if path.stem in BANNED and path.suffix in {"", ".py"}]


@pytest.mark.parametrize("source", sources("src", "tests", "scripts"), ids=lambda source: source.name)
def test_a_file_can_be_read_at_one_sitting(source):
    assert len(source.text.splitlines()) <= FILE_LINES
    long = [f"{node.name} has {length(node)}" for node in functions(source) if length(node) > FUNCTION_LINES]
    assert not long, "lines; split it by what it does"


def test_a_model_stays_small():
    rooms = [source for source in sources("src") if "models" in (source.path.stem, source.path.parent.name)]
    classes = [node for room in rooms for node in room.tree.body if isinstance(node, ast.ClassDef)]
    assert not [node.name for node in classes if length(node) >= MODEL_LINES]


def test_every_module_says_what_it_is_for():
    silent = [source.name for source in sources("src") if source.text.strip() and not ast.get_docstring(source.tree)]
    assert not silent


def test_desks_are_named_by_their_audience():
    known = {"public", "account", "family", "centre", "partner", "pharmacy", "county", "open_data"}
    assert {desk.name for desk in DESKS.iterdir() if desk.is_dir()} - {"__pycache__"} <= known
