"""The list of centres and a centre's page: what families ask, in the order in which they ask it."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from fingerpost.places.models import Centre, CentreListing, Designation, GroupMembership, OpeningHours, Premises
from fingerpost.places.vocabulary import PremisesRole, PremisesState
from fingerpost.timetable.models import Session
from fingerpost.timetable.vocabulary import CancelReason, SessionStatus
from tests.desks.public.reading import Page, link_to, queries_of, read, texts
from tests.factories.county import County, grow
from tests.factories.places import make_building, make_centre
from tests.factories.timetable import make_closure

pytestmark = pytest.mark.django_db
LIST, OAK_TREE = "/centres/", "/centres/oak-tree/"


def page(client: Client, address: str = OAK_TREE, **query: Any) -> Page:
    return read(client.get(address, query))


def listed(client: Client, **query: Any) -> list[str]:
    return texts(page(client, LIST, **query), ".fp-card__title")


def test_every_centre_is_listed_by_name(client, county):
    assert listed(client) == ["Birchwood", "Hazel Grove", "Oak Tree"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"letter": "o"}, ["Oak Tree"]),
        ({"q": "GROVE"}, ["Hazel Grove"]),
        ({"q": "wm1"}, ["Birchwood", "Hazel Grove", "Oak Tree"]),
        ({"district": "Moorside"}, ["Birchwood", "Hazel Grove", "Oak Tree"]),
        ({"group": "moorside-group", "letter": "B"}, ["Birchwood"]),
        ({"district": "Elsewhere"}, []),
        ({"group": "' or 1=1 --"}, []),
        ({"letter": "%"}, ["Birchwood", "Hazel Grove", "Oak Tree"]),
    ],
)
def test_the_list_is_narrowed(client, county, query, found):
    assert listed(client, **query) == found


def test_each_filter_has_a_way_out(client, county):
    narrowed = page(client, LIST, q="oak", letter="O")
    chips = [chip.get("href") for chip in narrowed.css(".fp-chips a")]
    assert chips == ["?letter=O", "?q=oak", LIST]


def test_an_empty_list_offers_the_next_best(client, county):
    empty = page(client, LIST, q="Nowhere")
    assert link_to(empty, "Look for “Nowhere” as a postcode or town") == "/find/?q=Nowhere"
    assert link_to(empty, "Show all centres") == LIST


def test_another_day_shows_its_own_picture_and_says_so(client, county):
    GroupMembership.objects.filter(centre=county.centres[0]).update(valid_from=date(2026, 1, 1))
    Designation.objects.filter(centre=county.centres[0]).update(valid_from=date(2026, 1, 1))
    earlier = page(client, LIST, on="2025-06-01")
    assert texts(earlier, ".fp-card__title") == ["Birchwood", "Hazel Grove"]
    assert "You see the centres and groups of Sunday 1 June 2025." in earlier.text
    assert link_to(earlier, "Birchwood") == "/centres/birchwood/?on=2025-06-01"


@pytest.mark.parametrize(
    "on", ["yesterday", "2016-13-01", "0001-01-01", "9999-12-31", "２０１６-01-01", "<script>", "\x00"]
)
def test_a_day_that_is_none_is_told_and_the_usual_list_shown(client, county, on):
    told = page(client, LIST, on=on)
    assert len(texts(told, ".fp-card__title")) == 3
    assert "is not a day that we know" in told.text or not on.strip("\x00")


def test_a_day_without_centres_is_said_to_have_none(client, county):
    assert "No centres are on record for this day" in page(client, LIST, on="2001-01-01").text


def test_a_centre_without_an_open_door_is_marked_in_the_list(client, county):
    Premises.objects.filter(centre=county.centres[0]).update(state=PremisesState.CLOSED)
    assert "Building closed, sessions elsewhere" in page(client, LIST).text


def test_the_page_answers_what_families_ask(client, county):
    oak_tree = page(client)
    assert texts(oak_tree, "h1") == ["Oak Tree"]
    for answer in ("Open now, until 4:30pm", "The door is beside the library.", "Baby changing", "Moor and Vale Trust"):
        assert answer in oak_tree.text
    assert link_to(oak_tree, "01632 960100") == "tel:01632960100"
    assert link_to(oak_tree, "Moorside group") == "/groups/moorside-group/"


def test_it_shows_the_coming_week_by_day(client, county):
    oak_tree = page(client)
    assert texts(oak_tree, "#week ~ h3")[:2] == ["Today, Tuesday 24 November", "Tomorrow, Wednesday 25 November"]
    assert texts(oak_tree, "#week ~ ul .fp-row__title")[:3] == ["Stay and play", "Baby clinic", "Dads and little ones"]


def test_what_is_called_off_stays_and_says_why(client, county):
    Session.objects.filter(pk=county.sessions[0].pk).update(
        status=SessionStatus.CANCELLED, cancel_reason=CancelReason.STAFF
    )
    assert "Cancelled: Not enough staff" in texts(page(client), ".fp-row--off")[0]


def test_the_season_stands_by_weekday_and_does_not_repeat_the_centre(client, county):
    oak_tree = page(client)
    assert "This season" in texts(oak_tree, "h2")
    season = texts(oak_tree, "#season ~ ul .fp-row")
    assert len(season) == 3 * 7
    assert not any("Oak Tree" in row for row in season)


def test_a_closure_stands_on_top(client, county):
    make_closure(county.today, centre=county.centres[0])
    oak_tree = page(client)
    assert texts(oak_tree, ".fp-notice__title") == ["Closed on Tuesday 24 November: Staff training day"]
    assert "Closed now. Opens tomorrow at 9am" in oak_tree.text


def test_a_move_says_where_to_and_how_long(client, county):
    building = make_building(address_lines=["The Old School"])
    Premises.objects.create(
        centre=county.centres[0],
        building=building,
        role=PremisesRole.TEMPORARY,
        notice="The roof is mended.",
        valid_from=county.today,
        valid_to=county.today + timedelta(days=6),
    )
    moved = page(client)
    assert texts(moved, ".fp-notice__title") == ["The roof is mended."]
    assert "From Tuesday 24 November to Monday 30 November: The Old School" in moved.text


@pytest.mark.parametrize(
    ("notice", "title"),
    [
        ("We left in 2023.", "We left in 2023."),
        ("", "This building is closed. Sessions are held in other places."),
    ],
)
def test_a_centre_without_an_open_building_says_where_its_sessions_are(client, county, notice, title):
    Premises.objects.filter(centre=county.centres[0]).update(state=PremisesState.CLOSED, notice=notice)
    closed = page(client)
    assert texts(closed, ".fp-notice__title") == [title]
    assert "Look at each session to see where it is." in closed.text


def test_the_hours_of_a_season_to_come_are_shown_ahead(client, county):
    OpeningHours.objects.create(
        centre=county.centres[0],
        season="Christmas holiday",
        weekday=0,
        opens=time(10),
        closes=time(12),
        valid_from=date(2026, 12, 21),
        valid_to=date(2027, 1, 1),
    )
    summary = "Christmas holiday, Monday 21 December to Friday 1 January"
    assert summary in texts(page(client), "summary")


def test_the_community_is_told_in_round_figures_with_its_sources(client, county):
    community = texts(page(client), ".fp-community")[0]
    assert "about 250 children under five" in community
    assert "mid-2020" in community


def test_a_calendar_can_be_followed(client, county):
    assert (
        link_to(page(client), "Subscribe on this phone or computer")
        == "webcal://testserver/centres/oak-tree/calendar.ics"
    )


def test_neighbours_are_numbered_as_on_the_map(client, county):
    assert texts(page(client), ".fp-near li a") == ["Birchwood", "Hazel Grove"]


def test_an_old_name_leads_to_the_centre(client, county):
    CentreListing.objects.filter(centre=county.centres[0]).update(valid_from=date(2020, 1, 1))
    CentreListing.objects.create(
        centre=county.centres[0], name="Acorn House", valid_from=date(2015, 9, 1), valid_to=date(2019, 12, 31)
    )
    assert client.get("/centres/acorn-house/").headers["Location"] == OAK_TREE


def test_a_closed_centre_says_since_when_and_where_to_go(client, county):
    Centre.objects.filter(pk=county.centres[0].pk).update(closed=date(2026, 8, 31))
    Designation.objects.filter(centre=county.centres[0]).update(valid_to=date(2026, 8, 31))
    closed = page(client)
    assert closed.status == 410
    assert "This centre closed on Monday 31 August 2026" in closed.text
    assert texts(closed, ".fp-card__title") == ["Birchwood", "Hazel Grove"]


@pytest.mark.parametrize("address", ["/centres/nowhere/", "/centres/" + "a" * 3000 + "/", "/centres/oak_tree/"])
def test_what_is_not_there_is_plainly_not_there(client, county, address):
    assert client.get(address).status_code == 404


def test_a_centre_of_nothing_but_a_name_has_a_page(client, county):
    make_centre("Bare")
    CentreListing.objects.filter(name="Bare").update(telephone="", website="", email="")
    bare = page(client, "/centres/bare/")
    for said in ("Nothing is planned in the next seven days.", "We do not know when the door is open."):
        assert said in bare.text


@pytest.mark.usefixtures("looked_just_now")
@pytest.mark.parametrize("address", [LIST, OAK_TREE])
def test_a_page_asks_few_queries_and_no_more_for_more_centres(client, county: County, address):
    before = queries_of(client, address)
    grow(county, centres=9)
    assert before <= 10
    assert queries_of(client, address) <= before
