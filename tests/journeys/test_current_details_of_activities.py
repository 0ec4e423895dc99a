"""“To find out the current details of the activities and services offered by individual centres click here”"""

from playwright.sync_api import Page, expect

from fingerpost.timetable.operations import cancel_session
from fingerpost.timetable.vocabulary import CancelReason
from tests.factories.county import County
from tests.journeys.browser import assert_accessible


def test_what_is_called_off_is_seen_at_once_and_the_reason_is_told(phone: Page, county: County):
    session = county.sessions[0]
    phone.goto(f"/sessions/{session.reference}/")
    expect(phone.get_by_text("Our boiler is broken.")).to_have_count(0)
    cancel_session(session=session, reason=CancelReason.VENUE, notice="Our boiler is broken.", by="a test")
    phone.reload()
    expect(phone.get_by_text("Our boiler is broken.")).to_be_visible()
    assert_accessible(phone)
    phone.goto("/centres/oak-tree/")
    expect(phone.locator(".fp-row--off")).to_have_count(1)


def test_a_shortlist_needs_no_account(plain: Page, county: County):
    plain.goto(f"/sessions/{county.sessions[0].reference}/")
    plain.get_by_role("button", name="Save").click()
    plain.goto("/shortlist/")
    expect(plain.get_by_role("link", name="Stay and play")).to_be_visible()
    assert_accessible(plain)
