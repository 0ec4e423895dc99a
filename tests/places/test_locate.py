"""One box that understands what is typed."""

from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fingerpost.places import queries
from fingerpost.places.models import Postcode
from fingerpost.places.operations import load_postcodes, packaged
from fingerpost.places.queries import snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_postcodes")]
DAY = date(2016, 9, 1)


@pytest.fixture(scope="module")
def with_postcodes(shipped_county: object) -> None:
    """Two letters of the real postcodes: one of the county's, one of far away."""
    with patch.object(packaged, "letters", lambda: ["A", "M"]):
        load_postcodes(shipped_county, by="tests")  # type: ignore[arg-type]


def locate(text: str, day: date = DAY) -> queries.Located:
    return queries.locate(queries.authority(), text, day)


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("AL1 3LD", "postcode", "AL1 3LD"),
        ("al13ld", "postcode", "AL1 3LD"),
        ("ALI 3LD", "postcode", "AL1 3LD"),
        ("A L 1 3 L D", "postcode", "AL1 3LD"),
        ("1 Some Street, St Albans, AL1 3LD", "postcode", "AL1 3LD"),
        ("AL1", "district", "AL1"),
        ("ali", "district", "AL1"),
        ("AL1 3", "sector", "AL1 3"),
        ("AL1 3L", "sector", "AL1 3L"),
        ("AL10", "district", "AL10"),
        ("AL1 1", "sector", "AL1 1"),
        ("St. Albans", "place", "St Albans"),
        ("saint albans", "place", "St Albans"),
        ("BISHOPS STORTFORD", "place", "Bishop's Stortford"),
        ("St Albans, Hertfordshire", "place", "St Albans"),
        ("12 Mill Lane, Ware", "place", "Ware"),
        ("hemel", "place", "Hemel Hempstead"),
        ("Dacorum", "place", "Dacorum"),
        ("Three Parks", "centre", "Three Parks Children's Centre"),
        ("three parks family centre", "centre", "Three Parks Children's Centre"),
        ("St Albans Children's Centre", "centre", "St Albans Children's Centre"),
        ("NH10", "centre", "Barleyfields Children's Centre"),
    ],
)
def test_what_is_typed_is_understood(text, kind, label):
    found = locate(text)
    assert (found.kind, found.label) == (kind, label)
    assert found.point


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hemmel hempsted", "Hemel Hempstead"),
        ("Wellwyn Gardn City", "Welwyn Garden City"),
        ("ricksmansworth", "Rickmansworth"),
        ("windhil centre", "Windhill Children's Centre"),
    ],
)
def test_what_is_nearly_spelt_is_taken_and_said(text, meant):
    found = locate(text)
    assert found.label == meant
    assert meant.split("'")[0] in found.note


def test_a_known_postcode_says_nothing_more():
    found = locate("AL1 3LD")
    assert (found.note, found.postcode) == ("", "AL13LD")
    assert found.small_area_code.startswith("E0102")


@pytest.mark.parametrize(("text", "part"), [("AL1 2YY", "AL1 2"), ("AL1 8YY", "AL1")])
def test_an_unknown_postcode_has_the_nearest_answer_and_says_so(text, part):
    found = locate(text)
    assert found.note == (
        f"We do not know the postcode {text}. It may be new, old or mistyped, so this is the middle of {part}."
    )
    assert found.point.metres_to(locate("AL1").point) < 5_000  # type: ignore[union-attr, arg-type]
    assert found.label == text


@pytest.mark.parametrize("text", ["M1 1AE", "M1", "M1 1"])
def test_a_place_outside_is_said_kindly_and_has_a_nearest(text):
    found = locate(text)
    assert found.note == f"{text} is outside Hertfordshire. We show what is nearest to it."
    mine = queries.my_centre(queries.authority(), found, DAY)
    assert mine.by_reach is None
    assert mine.nearest


def test_a_postcode_over_the_border_is_outside_too():
    outside = Postcode.objects.exclude(district_code__startswith="E07000").first()
    assert outside
    assert "is outside" in locate(outside.code).note
    assert locate(outside.code).small_area_code == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "\0\0AL1",
        "x" * 10_000,
        "😀",
        "\u202e\u200f",
        "אבג",
        "';drop table places_centre;--",
        "%",
        "AL_",
        "<script>",
        "\ud800",
        "ZZ99 9ZZ",
        "AL1 3LD " * 50,
        "0",
        "{}",
        "%s",
    ],
)
def test_what_leads_nowhere_offers_what_would(text):
    found = locate(text)
    assert found.kind in {"nowhere", "district", "place"}
    assert found.point or found.suggestions


def test_suggestions_are_understood_themselves():
    assert all(locate(each).point for each in locate("zzzz").suggestions)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_nothing_that_is_typed_is_an_error(text):
    found = locate(text)
    assert (found.point is None) == (found.kind == "nowhere")


@pytest.mark.parametrize(
    ("text", "most"), [("AL1 3LD", 1), ("AL1 2YY", 2), ("AL1", 1), ("St Albans", 0), ("nowhere at all", 0)]
)
def test_a_search_asks_the_database_twice_at_most(text, most, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(snapshot, "LOOK_AGAIN", 3_600)
    locate(text)
    with django_assert_num_queries(most):
        locate(text)


def test_by_reach_and_nearest_can_differ():
    codes = Postcode.objects.filter(district_code="E07000240").values_list("code", flat=True)[::200]
    mine = [queries.my_centre(queries.authority(), locate(code), DAY) for code in codes]
    assert all(each.by_reach and each.nearest for each in mine)
    assert {each.differ for each in mine} == {True, False}
    assert all((each.metres_nearest or 0) <= (each.metres_by_reach or 0) for each in mine)


def test_a_centre_that_is_typed_is_mine():
    mine = queries.my_centre(queries.authority(), locate("Three Parks"), DAY)
    assert mine.by_reach
    assert (mine.by_reach.slug, mine.metres_by_reach) == ("three-parks", 0)


def test_a_closed_building_is_never_the_nearest():
    bushey_mill = queries.centre_on(queries.authority(), "bushey-mill", DAY)
    assert bushey_mill
    mine = queries.my_centre(queries.authority(), queries.Located("place", "", bushey_mill.point), DAY)
    assert mine.nearest
    assert mine.nearest.id != bushey_mill.id


def test_nowhere_has_no_centre():
    assert queries.my_centre(queries.authority(), locate(""), DAY).nearest is None
