"""“Services are delivered at designated Children’s centre premises and … in a variety of community venues including
community centres, village halls, schools and in family homes”"""

from playwright.sync_api import Page, expect

from fingerpost.places.vocabulary import VenueKind
from tests.factories.county import County
from tests.factories.places import make_venue
from tests.factories.timetable import make_series, make_session


def test_a_session_in_a_village_hall_says_where(phone: Page, county: County):
    hall = make_venue("Moor End village hall", kind=VenueKind.VILLAGE_HALL)
    session = make_session(county.today, make_series("Toddlers in the hall", county.centres[0], venue=hall))
    phone.goto(f"/sessions/{session.reference}/")
    expect(phone.get_by_text("Moor End village hall").first).to_be_visible()


def test_a_session_in_a_familys_home_is_shown_to_nobody(phone: Page, county: County):
    home = make_venue("At home", kind=VenueKind.FAMILY_HOME)
    session = make_session(county.today, make_series("Home visit", county.centres[0], venue=home))
    answer = phone.goto(f"/sessions/{session.reference}/")
    assert answer
    assert answer.status == 404
    for page in ("/", "/whats-on/", "/find/?q=WM1+2AB", "/centres/oak-tree/", "/groups/moorside-group/"):
        phone.goto(page)
        expect(phone.get_by_text("Home visit")).to_have_count(0)
