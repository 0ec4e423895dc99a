"""What's on: the list, its filters, its map, and the way on when nothing was found."""

import pytest

from fingerpost.base.grid import GridPoint
from fingerpost.places.vocabulary import VenueKind
from fingerpost.timetable.models import Session
from fingerpost.timetable.vocabulary import Access, CancelReason, Category, SessionStatus
from tests.desks.public.reading import heading, link_to, queries_of, read, texts
from tests.factories.places import MARKET_CROSS, make_venue
from tests.factories.timetable import make_series, make_session

pytestmark = pytest.mark.django_db
ADDRESS = "/whats-on/"


def titles(page):
    return texts(page, ".fp-card__title")


def test_the_list_is_by_day_and_begins_today(client, county):
    page = read(client.get(ADDRESS))
    assert texts(page, ".fp-day")[:2] == ["Today, Tuesday 24 November", "Tomorrow, Wednesday 25 November"]


def test_the_number_of_results_and_the_days_are_told(client, county):
    page = read(client.get(ADDRESS))
    assert heading(page, 2) == "45 sessions Tuesday 24 November to Monday 30 November"


def test_near_a_place_each_session_says_how_far_it_is(client, county):
    page = read(client.get(ADDRESS, {"q": "wm1 2ab", "sort": "near", "within": "1.5"}))
    assert set(texts(page, ".fp-card .fp-arm")) == {"under 0.1 miles", "1 mile"}


def test_the_nearest_first_says_the_day_on_each_card(client, county):
    page = read(client.get(ADDRESS, {"q": "WM12AB", "sort": "near"}))
    assert texts(page, ".fp-card time")[0] == "Tue 24 Nov, 10am to 11:30am"


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"category": "play"}, {"Stay and play", "Dads and little ones"}),
        ({"for": "dads"}, {"Dads and little ones"}),
        ({"access": "drop-in"}, {"Stay and play", "Baby clinic"}),
        ({"time": "day", "category": ["play", "baby-clinic"]}, {"Stay and play", "Baby clinic"}),
        ({"time": "evening"}, {"Dads and little ones"}),
    ],
)
def test_a_filter_leaves_what_fits(client, county, query, left):
    assert set(titles(read(client.get(ADDRESS, query)))) == left


def test_a_childs_age_is_asked_for_and_not_a_bracket(client, county):
    make_session(county.sessions[0].planned_on, make_series("Crawlers", youngest=6, oldest=12))
    assert "Crawlers" in titles(read(client.get(ADDRESS, {"age": "8"})))
    assert "Crawlers" not in titles(read(client.get(ADDRESS, {"age": "24"})))


def test_each_choice_says_how_many_it_would_leave(client, county):
    page = read(client.get(ADDRESS))
    assert "Baby clinic and weighing 15" in texts(page, ".govuk-checkboxes__label")


def test_what_would_find_nothing_is_not_offered(client, county):
    page = read(client.get(ADDRESS))
    assert not [text for text in texts(page, ".govuk-checkboxes__label") if text.startswith("Jobs and money")]


def test_each_filter_in_use_can_be_taken_away(client, county):
    page = read(client.get(ADDRESS, {"category": "play", "cost": "free", "days": "1"}))
    assert link_to(page, "Remove this filter: Free ✕") == "/whats-on/?days=1&category=play"
    assert link_to(page, "Clear all filters") == "/whats-on/?days=1"


def test_the_place_can_be_taken_away(client, county):
    page = read(client.get(ADDRESS, {"q": "WM12AB", "category": "play", "within": "2"}))
    assert link_to(page, "Remove this filter: Near WM1 2AB ✕") == "/whats-on/?category=play"
    assert link_to(page, "Remove this filter: Within 2 miles ✕") == "/whats-on/?q=WM12AB&category=play&within=any"


def test_quick_days_keep_the_filters(client, county):
    page = read(client.get(ADDRESS, {"category": "play"}))
    assert link_to(page, "Tomorrow") == "/whats-on/?category=play&date=2026-11-25&days=1"
    assert link_to(page, "Weekend") == "/whats-on/?category=play&date=2026-11-28&days=2"
    assert texts(page, ".fp-quick [aria-current]") == ["This week"]


def test_later_and_earlier_days_never_go_before_today(client, county):
    page = read(client.get(ADDRESS, {"date": "2026-11-26"}))
    assert link_to(page, "Later days") == "/whats-on/?date=2026-12-03"
    assert link_to(page, "Earlier days") == "/whats-on/"


def test_the_form_keeps_what_was_chosen(client, county):
    page = read(client.get(ADDRESS, {"q": "WM12AB", "category": "play", "age": "12", "within": "2", "days": "3"}))
    chosen = {node.get("value") for node in page.css("option[selected], input[checked], #q")}
    assert {"WM12AB", "play", "12", "2", "3"} <= chosen


def test_pages_lead_on(client, county):
    page = read(client.get(ADDRESS, {"category": ["play", "baby-clinic"]}))
    assert link_to(page, "Next page") == "/whats-on/?category=baby-clinic&category=play&page=2"
    assert len(titles(read(client.get(ADDRESS, {"page": "2"})))) == 20


def test_beyond_the_last_page_is_the_last_page_and_says_so(client, county):
    page = read(client.get(ADDRESS, {"page": "99"}))
    assert "There is no page 99. This is the last one." in page.text
    assert titles(page)


def test_nothing_found_offers_the_one_change_that_helps(client, county):
    page = read(client.get(ADDRESS, {"time": "weekend", "category": "baby-clinic", "for": "dads"}))
    assert "Nothing found" in page.text
    assert link_to(page, "Without “Dads and male carers” (3)") == "/whats-on/?time=weekend&category=baby-clinic"


def test_where_no_single_change_helps_it_offers_to_begin_again(client, county):
    page = read(client.get(ADDRESS, {"category": "work", "for": "twins", "days": "2"}))
    assert link_to(page, "Without any filter (18)") == "/whats-on/?days=2"


def test_nothing_near_offers_the_first_distance_that_helps(client, county):
    at = GridPoint(MARKET_CROSS.easting, MARKET_CROSS.northing + 4_000)
    make_session(county.today, make_series("Far away", category=Category.WORK, venue=make_venue("Far hall", at=at)))
    page = read(client.get(ADDRESS, {"q": "WM12AB", "within": "1", "category": "work"}))
    ways = texts(page, ".fp-empty li")
    assert [way for way in ways if way.startswith("Within")] == ["Within 3 miles (1)"]


def test_a_cancelled_session_stays_with_its_reason(client, county):
    Session.objects.filter(pk=county.sessions[0].pk).update(
        status=SessionStatus.CANCELLED, cancel_reason=CancelReason.STAFF, notice="Sorry, our play worker is ill."
    )
    page = read(client.get(ADDRESS))
    assert texts(page, ".fp-card--off strong") == ["Cancelled: Not enough staff"]
    assert "Sorry, our play worker is ill." in page.text


def test_what_needs_a_referral_is_shown_and_marked(client, county):
    make_session(county.sessions[0].planned_on, make_series("Talking together", access=Access.REFERRAL))
    assert "By referral" in texts(read(client.get(ADDRESS)), ".fp-tag--look")


def test_a_family_home_is_never_shown(client, county):
    home = make_venue("A home", kind=VenueKind.FAMILY_HOME)
    make_session(county.sessions[0].planned_on, make_series("Home visit", venue=home))
    assert "Home visit" not in read(client.get(ADDRESS, {"days": "1"})).text


def test_the_map_shows_the_same_sessions_by_place_under_numbers(client, county):
    page = read(client.get(ADDRESS, {"view": "map", "q": "WM12AB"}))
    assert texts(page, ".fp-places__name .fp-number") == ["1", "2", "3"]
    assert [node.get("href") for node in page.css(".fp-frame a")] == ["#place-1", "#place-2", "#place-3"]
    assert len(titles(page)) == 25


def test_the_rooms_of_a_building_are_one_place_on_the_map(client, county):
    at = county.sessions[0].venue.point
    for room in ("Hall", "Playroom"):
        venue = make_venue(f"{room}, Moor school", at=GridPoint(at.easting + 300, at.northing))
        make_session(county.today, make_series(f"In the {room}", venue=venue))
    page = read(client.get(ADDRESS, {"view": "map", "days": "1", "q": "WM12AB"}))
    assert "Moor school, Wealdmoor" in [name.split(" ", 1)[1] for name in texts(page, ".fp-places__name")]


def test_a_session_on_the_shortlist_says_so(client, county):
    client.cookies["shortlist"] = county.sessions[0].reference
    page = read(client.get(ADDRESS, {"days": "1"}))
    assert len(page.css(".fp-save--kept")) == 1


@pytest.mark.parametrize("query", [{}, {"q": "WM12AB", "view": "map"}, {"q": "Wealdmoor", "category": "work"}])
def test_the_page_asks_little_of_the_database(client, county, query):
    assert queries_of(client, ADDRESS, query) <= 10


def test_more_rows_ask_no_more_of_the_database(client, county):
    few = queries_of(client, ADDRESS, {"category": "food"})
    for number in range(20):
        make_session(county.sessions[0].planned_on, make_series(f"Cooking {number}", category=Category.FOOD))
    assert queries_of(client, ADDRESS, {"category": "food"}) <= few + 1  # an empty list needs no rows
