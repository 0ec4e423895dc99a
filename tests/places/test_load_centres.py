"""The register's extract as published, into an authority's centres."""

import io
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from fingerpost.audit.models import Event
from fingerpost.base.grid import GridPoint
from fingerpost.base.verdict import Refused
from fingerpost.places import queries
from fingerpost.places.models import Centre, CentreListing, LocalAuthority, Postcode
from fingerpost.places.operations import load_centres
from tests.places.conftest import EXTRACT, TODAY

pytestmark = pytest.mark.django_db
RAW = EXTRACT.read_bytes()
DAY = date(2026, 11, 1)
MANAGER = ("Quillfeather", "Brackenshaw")


@pytest.fixture(autouse=True)
def postcodes(db):
    for code, at in (("WM12AB", (400_100, 300_100)), ("WM21AA", (398_200, 301_300)), ("WM34QQ", (402_200, 300_200))):
        Postcode.objects.create(code=code, easting=at[0], northing=at[1], district_code="E07999001")


def load(raw: bytes = RAW, day: date = DAY, **options):
    return load_centres(raw, code="999", day=day, today=TODAY, by="tests", **options)


def outcomes(report) -> dict[str, str]:
    return {row.number: row.outcome for row in report.rows}


def listed(number: str, day: date = TODAY) -> CentreListing:
    rows = CentreListing.objects.filter(centre__number=number, valid_from__lte=day)
    return rows.exclude(valid_to__lt=day).get()


def test_a_council_starts_from_its_own_code():
    report = load()
    authority = LocalAuthority.objects.get()
    assert (authority.name, authority.slug) == ("Wealdmoor", "wealdmoor")
    assert set(outcomes(report).values()) == {"took"}
    assert len(queries.centres_on(authority, TODAY)) == 4


def test_an_authority_that_is_one_district_is_its_own():
    load()
    assert {card.district for card in queries.centres_on(LocalAuthority.objects.get(), TODAY)} == {"Wealdmoor"}


def test_a_centre_lies_where_its_postcode_lies():
    load()
    card = queries.centre_on(LocalAuthority.objects.get(), "lapwing", TODAY)
    assert card
    assert card.point == GridPoint(400_100, 300_100)


def test_odd_values_are_put_right_or_left_out_and_said():
    report = load()
    lapwing, wren = listed("29001"), listed("29004")
    assert (lapwing.telephone, lapwing.website) == ("01632 960101", "http://www.lapwing.example.org")
    assert (wren.telephone, wren.website) == ("", "")
    assert "www.wren" in next(row.reason for row in report.rows if row.number == "29004")


def test_linked_sites_are_told_apart():
    load()
    linked = {card.number for card in queries.centres_on(LocalAuthority.objects.get(), TODAY) if card.is_linked_site}
    assert linked == {"29004"}


def test_house_numbers_tell_buildings_apart():
    load()
    assert not any(card.shares_building_with for card in queries.centres_on(LocalAuthority.objects.get(), TODAY))


def test_loading_again_changes_nothing():
    load()
    events = Event.objects.count()
    assert set(outcomes(load()).values()) == {"unchanged"}
    assert Event.objects.count() == events


def test_a_newer_extract_ends_the_old_listing_and_begins_a_new_one():
    load()
    report = load(RAW.replace(b"Lapwing Best", b"Great Lapwing Best"), DAY + timedelta(days=10))
    assert outcomes(report)["29001"] == "changed"
    before, after = CentreListing.objects.filter(centre__number="29001").order_by("valid_from")
    assert (before.valid_to, after.valid_from) == (date(2026, 11, 10), date(2026, 11, 11))
    assert (listed("29001", DAY).name, listed("29001").name) == (before.name, after.name)


def test_an_older_extract_fills_the_past():
    load()
    load(RAW.replace(b"Lapwing Best", b"Old Lapwing Best"), date(2019, 5, 1))
    assert listed("29001", date(2020, 1, 1)).name == "Old Lapwing Best Start Family Hub"
    assert listed("29001").name == "Lapwing Best Start Family Hub"


def test_loads_in_any_order_come_to_the_same():
    days = [date(2016, 8, 4), date(2019, 5, 1), DAY]
    for day in (days[1], days[2], days[0], days[1]):
        load(RAW.replace(b"Lapwing Best", f"Lapwing {day.year} Best".encode()), day)
    assert [listed("29001", day).name[8:12] for day in days] == ["2016", "2019", "2026"]


def test_a_centre_that_is_left_out_has_closed_the_day_before():
    load()
    report = load(without("29002"), DAY + timedelta(days=10))
    assert outcomes(report)["29002"] == "ended"
    assert Centre.objects.get(number="29002").closed == date(2026, 11, 10)
    assert len(queries.centres_on(LocalAuthority.objects.get(), TODAY)) == 3


def test_a_centre_that_comes_back_is_open_again():
    load()
    load(without("29002"), DAY + timedelta(days=10))
    load(day=DAY + timedelta(days=20))
    assert Centre.objects.get(number="29002").closed is None


def without(*numbers: str) -> bytes:
    lines = RAW.splitlines(keepends=True)
    return b"".join(line for line in lines if not any(number.encode() in line for number in numbers))


def test_an_extract_that_leaves_out_most_centres_is_taken_for_cut_short():
    many = RAW + b"".join(RAW.splitlines(keepends=True)[1].replace(b"29001", b"2910%d" % n) for n in range(6))
    load(many)
    with pytest.raises(Refused, match="may be cut short"):
        load(RAW, DAY + timedelta(days=10))
    report = load(RAW, DAY + timedelta(days=10), closures_meant=True)
    assert report.count("ended") == 6


def test_one_refused_line_holds_back_all():
    report = load(RAW.replace(b"WM2 1AA", b"nowhere"))
    assert (report.written, outcomes(report)["29002"]) == (False, "refused")
    assert not LocalAuthority.objects.exists()


def test_the_others_load_when_that_is_said():
    report = load(RAW.replace(b"WM2 1AA", b"WM9 9ZZ"), skip_refused=True)
    assert report.written
    assert "WM9 9ZZ is not known" in next(row.reason for row in report.rows if row.outcome == "refused")
    assert Centre.objects.count() == 3


def test_a_dry_run_reports_and_writes_nothing():
    report = load(dry_run=True)
    assert (report.count("took"), report.written) == (4, False)
    assert not Centre.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("day", [date(1990, 1, 1), TODAY + timedelta(days=1)])
def test_a_day_that_cannot_be_is_refused(day):
    with pytest.raises(Refused, match="cannot be of"):
        load(day=day)


@pytest.mark.parametrize("cut", [50, 700, len(RAW) - 30])
def test_a_truncated_file_loads_nothing(cut):
    with pytest.raises(Refused):
        load(RAW[:cut])
    assert not LocalAuthority.objects.exists()


def test_each_published_encoding_loads_the_same():
    load(RAW.decode().encode("cp1252"))
    assert set(outcomes(load(b"\xef\xbb\xbf" + RAW)).values()) == {"unchanged"}


def test_a_centre_that_the_register_calls_closed_is_not_listed():
    load()
    header, *lines = RAW.decode().splitlines()
    closed = "\n".join([f'{header},"CloseDate"', *(f'{line},"31-10-2026"' for line in lines)])
    closed = closed.replace('"Open","01/09/2010"', '"Closed","01/09/2010"')
    report = load(closed.encode(), DAY + timedelta(days=10))
    row = next(row for row in report.rows if row.number == "29002")
    assert (row.outcome, row.reason) == ("ended", "closed on 31 October 2026")


def test_no_manager_s_name_is_anywhere():
    report = load()
    held = [str(row) for model in apps.get_models() for row in model._base_manager.values_list()]
    assert held
    assert not any(name in text for name in MANAGER for text in [*held, str(report)])


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("load_centres", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_reports_line_by_line():
    out = run(str(EXTRACT), "--authority", "999")
    assert "Wealdmoor, as at 01 November 2026: 4 took, 0 changed, 0 unchanged, 0 ended, 0 refused." in out
    assert "line 2  took        29001  Lapwing Best Start Family Hub" in out
    assert not any(name in out for name in MANAGER)


def test_the_command_says_that_nothing_was_written():
    assert "Nothing was written." in run(str(EXTRACT), "--authority", "999", "--dry-run")


@pytest.mark.parametrize("content", [b"", b"version https://git-lfs.github.com/spec/v1", b"<html>", RAW[:300]])
def test_the_command_ends_with_a_sentence(tmp_path, content):
    file = tmp_path / "extract.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"Nothing was loaded\."):
        run(str(file), "--authority", "999")


def test_the_command_needs_a_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / "none.csv"), "--authority", "999")


def test_the_command_ends_badly_when_a_line_is_refused(tmp_path):
    file = tmp_path / "extract.csv"
    file.write_bytes(RAW.replace(b"WM2 1AA", b"nowhere"))
    with pytest.raises(CommandError, match="--skip-refused"):
        run(str(file), "--authority", "999", "--as-at", "2026-11-01")
    assert "3 took" in run(str(file), "--authority", "999", "--skip-refused")
