"""The tables that ship are what the script makes of the open data; runs where that folder is at hand."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fingerpost.places.operations.authority import DATA
from tests.house.tree import ROOT

OPEN_DATA = Path(os.environ.get("FINGERPOST_OPEN_DATA", ROOT.parent / "shared" / "data"))
TABLES = sorted(path.name for path in (DATA / "hertfordshire").iterdir() if path.suffix in {".csv", ".json"})

pytestmark = pytest.mark.skipif(
    not OPEN_DATA.is_dir(), reason=f"no open data at {OPEN_DATA}: set FINGERPOST_OPEN_DATA to its folder"
)


def rows(name: str) -> list[dict[str, str]]:
    with (OPEN_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped(name: str) -> list[dict[str, str]]:
    with (DATA / "hertfordshire" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made")
    script = ROOT / "scripts" / "build_places_data.py"
    subprocess.run([sys.executable, script, "--from", OPEN_DATA, "--to", out], check=True, timeout=120)
    return out


@pytest.mark.parametrize("name", TABLES)
def test_the_script_makes_what_ships(made, name):
    assert (made / name).read_bytes() == (DATA / "hertfordshire" / name).read_bytes()


@pytest.mark.parametrize(
    ("source", "table", "count"),
    [
        ("herts_childrens_centres_2016.csv", "listing-2015-04-01.csv", 82),
        ("herts_childrens_centre_groups_2015_2018.csv", "groups-2015-04-01.csv", 29),
        ("herts_family_centres_2026.csv", "listing-2018-10-01.csv", 81),
        ("herts_lsoa11.csv", "small-areas.csv", 690),
    ],
)
def test_no_row_is_lost(source, table, count):
    assert len(rows(source)) == len(shipped(table)) == count


def test_the_boundaries_are_small():
    assert (DATA / "hertfordshire" / "boundaries.json").stat().st_size < 250_000
