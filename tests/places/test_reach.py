"""Reach areas: the authority's own, or derived."""

import io
import shutil
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from fingerpost.audit.models import Event
from fingerpost.base.verdict import Refused
from fingerpost.places import queries
from fingerpost.places.models import ReachArea
from fingerpost.places.models.dated import valid_on
from fingerpost.places.operations import derive_reach, load_authority, load_reach
from tests.places.conftest import SECOND, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path):
    def write(*rows: str):
        file = tmp_path / "reach.csv"
        file.write_text("\n".join(["small_area,centre", *rows]) + "\n")
        return file

    return write


def serving(authority, code: str, day: date = TODAY) -> str:
    centre = ReachArea.objects.get(valid_on(day), small_area__code=code).centre
    return next(card.name.split()[0] for card in queries.centres_on(authority, day) if card.id == centre.pk)


def test_the_authority_s_word_replaces_what_was_derived(second, table):
    assert serving(second, "E01999005") == "Heron"
    assert load_reach(second, table("E01999005,29001"), TODAY, by="tests") == 1
    assert serving(second, "E01999005") == "Lapwing"


def test_what_was_before_stays_before(second, table):
    load_reach(second, table("E01999005,29001"), TODAY, by="tests")
    assert ReachArea.objects.filter(small_area__code="E01999005").count() == 2


def test_deriving_again_changes_nothing(second):
    events = Event.objects.count()
    assert derive_reach(second, date(2024, 4, 1), by="tests") == 0
    assert Event.objects.count() == events


def test_the_authority_s_word_outlasts_another_load(second, table):
    load_reach(second, table("E01999005,29001"), date(2024, 4, 1), by="tests")
    load_authority(SECOND, today=TODAY, by="tests")
    assert serving(second, "E01999005") == "Lapwing"


def test_areas_whose_centre_has_closed_have_the_next_nearest(second, tmp_path):
    folder = shutil.copytree(SECOND, tmp_path / "authority")
    listing = (folder / "listing-2024-04-01.csv").read_text().splitlines(keepends=True)
    (folder / "later.csv").write_text("".join(line for line in listing if "Curlew" not in line))
    with (folder / "authority.toml").open("a") as toml:
        toml.write('\n[[pictures]]\nday = 2026-01-01\nlisting = "later.csv"\n')
    load_authority(folder, today=TODAY, by="tests")
    assert serving(second, "E01999002", date(2025, 1, 1)) == "Curlew"
    assert serving(second, "E01999002") == "Lapwing"


@pytest.mark.parametrize("row", ["E01999005,29999", "E01000000,29001", ",", "E01999005,"])
def test_one_unknown_area_or_centre_refuses_all(second, table, row):
    with pytest.raises(Refused, match="line 3"):
        load_reach(second, table("E01999005,29001", row), TODAY, by="tests")
    assert serving(second, "E01999005") == "Heron"


def test_the_command_loads_and_refuses(second, table):
    out = io.StringIO()
    call_command("load_reach", str(table("E01999005,29001")), "--from", "2026-11-01", stdout=out)
    assert out.getvalue() == "Wealdmoor: 1 small areas have their centre.\n"
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_reach", str(table("E01999005,1")))


def test_the_command_needs_an_authority(db, table):
    with pytest.raises(CommandError, match="No such authority"):
        call_command("load_reach", str(table()), "--authority", "123")
