"""Reach areas: the authority's own, or derived."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from fingerpost.audit.models import Event
from fingerpost.base.verdict import Refused
from fingerpost.places import queries
from fingerpost.places.models import ReachArea
from fingerpost.places.operations import derive_reach, load_reach
from tests.places.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path):
    def write(*rows: str):
        file = tmp_path / "reach.csv"
        file.write_text("\n".join(["small_area,centre", *rows]) + "\n")
        return file

    return write


def serving(authority, code: str, day: date = TODAY) -> str:
    centre = ReachArea.objects.get(small_area__code=code, valid_from__lte=day, valid_to__isnull=True).centre
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
    assert derive_reach(second, date(2024, 4, 1), by="tests") == 6
    assert Event.objects.count() == events


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
