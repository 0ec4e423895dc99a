"""“Many centres host baby clinics run by the local health visiting team and some centres offer access to community
midwives”"""

from playwright.sync_api import Page, expect

from tests.factories.county import County
from tests.factories.timetable import make_organisation


def test_a_clinic_says_who_runs_it(phone: Page, county: County):
    clinic = next(session for session in county.sessions if session.series.title == "Baby clinic")
    clinic.series.run_by = make_organisation(name="Wealdmoor health visiting team")
    clinic.series.save()
    phone.goto("/whats-on/?q=WM1+2AB&category=baby-clinic&days=1")
    assert set(phone.locator("main h3").all_inner_texts()) == {"Baby clinic"}
    phone.goto(f"/sessions/{clinic.reference}/")
    expect(phone.get_by_text("Wealdmoor health visiting team")).to_be_visible()
