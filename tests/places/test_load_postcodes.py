"""Postcodes from the package that comes with the product."""

import io

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.test.utils import CaptureQueriesContext

from fingerpost.base import postcode
from fingerpost.base.grid import GridPoint
from fingerpost.base.verdict import Refused
from fingerpost.places.models import District, LocalAuthority, OutwardCode, Postcode, PostcodeFile, SmallArea
from fingerpost.places.operations import load_postcodes, packaged
from fingerpost.places.operations.packaged import LetterFile
from tests.factories.places import make_authority, make_district, make_small_area

pytestmark = pytest.mark.django_db
SHETLAND = ("S12000027", GridPoint(447_500, 1_141_500))


@pytest.fixture
def far_north(db) -> LocalAuthority:
    """An authority around Lerwick: few postcodes, all under one letter."""
    authority = make_authority()
    district = make_district("Islands", authority=authority, code=SHETLAND[0])
    make_small_area(SHETLAND[1], district=district, code="E01000001")
    return authority


@pytest.fixture(autouse=True)
def two_letters(monkeypatch):
    monkeypatch.setattr(packaged, "letters", lambda: ["J", "Z"])


def load(authority, **options):
    return load_postcodes(authority, by="tests", **options)


def test_the_authority_s_area_is_loaded_with_its_small_areas(far_north):
    loaded = load(far_north)
    assert loaded.rows == Postcode.objects.count() > 500
    assert set(Postcode.objects.values_list("district_code", flat=True)) == {SHETLAND[0]}
    assert set(Postcode.objects.values_list("small_area_code", flat=True)) == {"E01000001"}


def test_a_postcode_lies_where_it_lies(far_north):
    load(far_north)
    assert Postcode.objects.get(code="ZE10AA").point.metres_to(SHETLAND[1]) < 2_000


def test_a_border_brings_neighbours(far_north):
    District.objects.all().delete()
    make_small_area(SHETLAND[1], district=make_district("Elsewhere", authority=far_north))
    near = load(far_north, border_km=1).rows
    assert 0 < near < load(far_north, border_km=20).rows
    assert not Postcode.objects.exclude(small_area_code="").exists()


def test_all_brings_all_that_have_a_place(far_north):
    loaded = load(far_north, everything=True)
    assert loaded.rows == sum(len(packaged.read_letter(letter).padded) for letter in "JZ")


def test_a_stopped_load_goes_on_where_it_stopped(far_north, monkeypatch):
    def stop(letter: str, rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(far_north, tell=stop)
    assert PostcodeFile.objects.count() == 1
    assert (load(far_north).letters, PostcodeFile.objects.count()) == (1, 2)


def test_loading_again_reads_nothing(far_north, monkeypatch):
    load(far_north)
    monkeypatch.setattr(packaged, "read_letter", None)
    assert load(far_north).letters == 0


def test_what_was_loaded_whole_need_not_be_loaded_in_part(far_north):
    load(far_north, everything=True)
    assert load(far_north, border_km=3).letters == 0


def test_loading_over_what_is_there_puts_it_right(far_north):
    load(far_north)
    Postcode.objects.update(easting=1)
    PostcodeFile.objects.all().delete()
    load(far_north)
    assert not Postcode.objects.filter(easting=1).exists()


def test_an_outward_code_lies_in_the_middle_of_its_postcodes(far_north):
    load(far_north)
    assert OutwardCode.objects.get(code="ZE1").point.metres_to(SHETLAND[1]) < 5_000


def test_an_authority_that_lies_nowhere_is_refused(db):
    with pytest.raises(Refused, match="do not know where it lies"):
        load(make_authority())


def test_a_letter_costs_few_queries(far_north, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as captured:
        load(far_north)
    assert isinstance(captured, CaptureQueriesContext)


def test_a_postcode_can_be_found_without_loading_any():
    found = packaged.find(["ZE10AA", "ZE19XX", "QQ11AA"])
    assert set(found) == {"ZE10AA"}
    assert found["ZE10AA"][1] == SHETLAND[0]


@pytest.mark.parametrize("letter", ["E", "G", "Z"])
def test_every_postcode_there_is_is_read_as_it_is(letter):
    file: LetterFile = packaged.read_letter(letter)
    for row in range(0, len(file.padded), max(1, len(file.padded) // 3_000)):
        (code,) = file.codes(np.array([row]))
        read = postcode.read(code)
        assert read is not None, code
        assert (read.compact, read.whole, read.straightened) == (code, True, False)


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("load_postcodes", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_how_many(far_north):
    assert "from 2 files; 0 were there already" in run()
    assert run() == "0 postcodes loaded from 0 files; 2 were there already.\n"


@pytest.mark.parametrize("arguments", [(), ("--authority", "123")])
def test_the_command_needs_an_authority(db, arguments):
    with pytest.raises(CommandError, match="No such authority"):
        run(*arguments)


def test_new_small_areas_are_told_to_postcodes_at_the_next_load(far_north):
    load(far_north)
    assert SmallArea.objects.count() == 1
    PostcodeFile.objects.all().delete()
    SmallArea.objects.update(code="E01000002")
    load(far_north)
    assert set(Postcode.objects.values_list("small_area_code", flat=True)) == {"E01000002"}
