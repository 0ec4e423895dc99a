"""“Services and activities provided during the working day and some activities during the evening and at weekends”"""

from datetime import date

import pytest
from playwright.sync_api import Page

SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("when", "titles"),
    [
        ("day", {"Stay and play", "Baby clinic"}),
        ("evening", {"Dads and little ones"}),
        ("weekend", {"Stay and play", "Baby clinic", "Dads and little ones"}),
    ],
)
def test_a_working_parent_looks_for_a_time(when: str, titles: set[str], plain: Page):
    plain.goto(f"/whats-on/?q=WM1+2AB&time={when}")
    assert set(plain.locator("main h3").all_inner_texts()) == titles


def test_the_weekend_is_the_weekend(plain: Page):
    plain.goto("/whats-on/?time=weekend")
    days = {moment[:10] for moment in plain.locator("main time").evaluate_all("all => all.map(one => one.dateTime)")}
    assert days == {SATURDAY.isoformat()}
