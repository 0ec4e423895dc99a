"""Whether an entry can still be trusted."""

from datetime import date

import pytest

from fingerpost.directory.rules import freshness, keys_used_twice, taxonomy_from


@pytest.mark.parametrize(
    ("confirmed_on", "on", "overdue"),
    [
        (date(2025, 11, 22), date(2026, 11, 22), False),
        (date(2025, 11, 21), date(2026, 11, 22), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
        (date(2026, 11, 22), date(2026, 11, 22), False),
        (None, date(2026, 11, 22), True),
    ],
)
def test_an_entry_is_overdue_after_a_year(confirmed_on, on, overdue):
    assert freshness(confirmed_on, on).overdue is overdue


def test_the_day_to_confirm_again_is_told():
    assert freshness(date(2026, 3, 1), date(2026, 11, 22)).due_on == date(2027, 3, 1)


def told(*areas: str) -> dict[str, object]:
    return {
        "key": "menu",
        "name": "Menu",
        "source": "a test",
        "areas": [{"key": area, "name": area, "items": [{"key": f"{area}-item", "name": "Item"}]} for area in areas],
    }


def test_items_follow_their_area():
    terms = taxonomy_from(told("food", "play")).terms
    assert [(term.key, term.parent, term.position) for term in terms] == [
        ("food", "", 1),
        ("food-item", "food", 2),
        ("play", "", 3),
        ("play-item", "play", 4),
    ]


def test_a_key_that_is_used_twice_is_found():
    assert keys_used_twice(taxonomy_from(told("food", "play"))) == []
    assert keys_used_twice(taxonomy_from(told("food", "food"))) == ["food", "food-item"]
