"""“Children’s centres provide services for a minimum of 48 weeks per year”"""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.factories.county import County
from tests.factories.timetable import make_sessions
from tests.journeys.browser import assert_accessible

MONDAY_OF_THE_FIRST_WEEK = date(2025, 12, 29)


def every_week(county: County, weeks: int) -> None:
    """Let the first centre hold something in so many weeks of the year, from its beginning."""
    held = {session.planned_on for session in county.sessions}
    days = [MONDAY_OF_THE_FIRST_WEEK + timedelta(weeks=week) for week in range(weeks)]
    make_sessions(county.sessions[0].series, [day for day in days if day not in held])


def test_the_county_sees_who_falls_short(desktop: Page, county: County):
    every_week(county, 47)
    desktop.goto("/county/weeks/")
    row = desktop.get_by_role("row").filter(has=desktop.get_by_role("rowheader", name="Oak Tree"))
    expect(row).to_contain_text("48")  # 47 from the beginning, and this one
    expect(row).not_to_contain_text("short")
    expect(desktop.get_by_role("row").filter(has=desktop.get_by_role("rowheader", name="Birchwood"))).to_contain_text(
        "47 short"
    )
    assert_accessible(desktop)
