"""An authority is data: one that differs in every value loads from its own folder, by the same code."""

import shutil
from datetime import date

import pytest

from fingerpost.audit.models import Event
from fingerpost.base.grid import GridPoint
from fingerpost.base.verdict import Refused
from fingerpost.places import queries
from fingerpost.places.models import LocalAuthority, SchoolTerm, SmallArea
from fingerpost.places.operations import load_authority
from tests.places.conftest import SECOND, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(SECOND, tmp_path / "authority")


def test_its_words_and_colours_are_its_own(second):
    assert (second.name, second.centre_word, second.brand_colour) == ("Wealdmoor", "Best Start Family Hub", "#4b2e83")
    assert second.wording["strapline"]
    assert queries.picture_day(second, TODAY) == TODAY


def test_its_centres_and_groups_are_its_own(second):
    assert [card.name for card in queries.centres_on(second, TODAY)] == [
        "Curlew Best Start Family Hub",
        "Heron Best Start Family Hub",
        "Lapwing Best Start Family Hub",
    ]
    assert [(group.name, len(group.centres)) for group in queries.groups_on(second, TODAY)] == [
        ("Fenmarket", 1),
        ("Moorside", 2),
    ]


def test_its_own_school_calendar_wins_over_the_demonstration(second):
    assert list(SchoolTerm.objects.values_list("name", flat=True)) == ["Autumn", "Winter", "Spring"]


def test_its_areas_have_a_centre_of_their_district(second):
    hub = queries.my_centre(second, queries.Located("place", "", GridPoint(402_000, 299_000), "E01999005"), TODAY)
    assert hub.by_reach
    assert hub.by_reach.name == "Heron Best Start Family Hub"


def test_each_load_is_in_the_record(second):
    assert Event.objects.filter(operation="load authority", subject_reference="999").count() == 1


def test_a_change_in_the_folder_is_taken(folder, second):
    toml = folder / "authority.toml"
    toml.write_text(toml.read_text().replace("#4b2e83", "#123456"))
    load_authority(folder, today=TODAY, by="tests")
    assert LocalAuthority.objects.get().brand_colour == "#123456"


@pytest.mark.parametrize(
    ("name", "was", "now", "reason"),
    [
        ("authority.toml", 'code = "999"', "", "does not say code"),
        ("authority.toml", "#4b2e83", "purple", "colour"),
        ("authority.toml", "ons_code", "colour_of_hope", "colour_of_hope"),
        ("authority.toml", 'code = "999"', "code = ", "cannot be read"),
        ("districts.csv", "code,name", "kode,name", "no column code"),
        ("small-areas.csv", "E07999002", "E07000000", "no district of ours"),
        ("small-areas.csv", "400000,", "east,", "not a whole number"),
        ("boundaries.json", "arcs", "arks", "no arcs"),
        ("boundaries.json", "}", "", "not a JSON file"),
        ("place-names.csv", "town", "city", "neither"),
        ("listing-2024-04-01.csv", "WM1 2AB", "here", "line 2"),
        ("opening-hours.csv", "09:00", "nine", "not a time"),
        ("opening-hours.csv", "17:00", "07:00", "cannot close"),
        ("opening-hours.csv", "29001", "29999", "no centre 29999"),
        ("school-terms.csv", "2026-10-16", "2027-10-16", "does not end before"),
        ("school-terms.csv", "2026-10-16", "16 October", "not a day"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place_and_nothing_is_loaded(folder, name, was, now, reason):
    file = folder / name
    file.write_text(file.read_text().replace(was, now))
    with pytest.raises(Refused, match=reason):
        load_authority(folder, today=TODAY, by="tests")
    assert not LocalAuthority.objects.exists()


@pytest.mark.parametrize("name", ["authority.toml", "districts.csv", "place-names.csv", "listing-2024-04-01.csv"])
def test_a_missing_table_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(Refused, match=name):
        load_authority(folder, today=TODAY, by="tests")


@pytest.mark.parametrize("name", ["districts.csv", "authority.toml", "boundaries.json"])
def test_a_table_in_another_encoding_is_refused(folder, name):
    (folder / name).write_bytes(b"\xff\xfe" + (folder / name).read_bytes())
    with pytest.raises(Refused, match=name):
        load_authority(folder, today=TODAY, by="tests")


def test_an_authority_needs_no_small_areas(folder):
    for name in ("small-areas.csv", "boundaries.json", "opening-hours.csv", "school-terms.csv"):
        (folder / name).unlink()
    authority = load_authority(folder, today=TODAY, by="tests")
    assert not SmallArea.objects.exists()
    assert authority.school_terms.filter(valid_from__gt=date(2028, 1, 1)).exists()


def test_two_authorities_do_not_share_a_district(folder, second):
    toml = folder / "authority.toml"
    toml.write_text(toml.read_text().replace('"999"', '"998"').replace('"wealdmoor"', '"other"'))
    with pytest.raises(Refused, match="belongs to another"):
        load_authority(folder, today=TODAY, by="tests")
