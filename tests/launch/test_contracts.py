"""The contracts of the house name every app that they are about, also those that are still to come."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PERSONAL = ("families", "sharing", "registration", "support", "assessments")


@pytest.fixture(scope="module")
def contracts():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["name"].split(":")[0]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def test_there_are_five(contracts):
    assert list(contracts) == ["floors", "desks", "rooms", "pure", "one door"]


def test_every_app_has_its_floor(contracts):
    assert contracts["floors"]["exhaustive"] is True


@pytest.mark.parametrize("app", PERSONAL)
def test_the_one_door_is_closed_before_an_app_with_families_opens(contracts, app):
    forbidden = contracts["one door"]["forbidden_modules"]
    exists = (ROOT / "src" / "fingerpost" / app).is_dir()
    assert (f"fingerpost.{app}.models" in forbidden) if exists else (f"fingerpost.{app}.models.**" in forbidden)
