"""Components are right in the ways that matter to someone who listens to a page, and safe with strange values."""

import re

import pytest
from django.template import engines
from django.test import Client

from tests.factories.places import make_authority

HOSTILE = "<script>alert(1)</script>\" onclick='x'"


def rendered(name: str, call: str, **context: object) -> str:
    macro = call.partition("(")[0]
    source = f'{{% from "components/{name}.html" import {macro} %}}{{{{ {call} }}}}'
    return engines["jinja2"].from_string(source).render(context)


def test_page_of_components_is_for_the_demonstration(db, client: Client):
    make_authority(is_demonstration=True)
    assert client.get("/components/").status_code == 200


def test_a_real_council_has_no_page_of_components(db, client: Client):
    make_authority()
    assert client.get("/components/").status_code == 404


def test_field_is_tied_to_its_label_hint_and_problem():
    html = rendered("input", 'input("age", "Age", hint="In months", error="Write an age")')
    assert '<label class="govuk-label" for="age">Age</label>' in html
    assert 'aria-describedby="age-hint age-error"' in html
    assert 'id="age-hint"' in html
    assert 'id="age-error"' in html


def test_field_without_hint_or_problem_describes_nothing():
    assert "aria-describedby" not in rendered("input", 'input("age", "Age")')


def test_first_choice_can_be_reached_from_an_error_summary():
    html = rendered("choices", 'radios("cost", "Cost", [("any", "Any"), ("free", "Free")], value="free")')
    assert re.findall(r'<input [^>]*id="([\w-]+)"', html) == ["cost", "cost-2"]
    assert re.findall(r'value="(\w+)" checked', html) == ["free"]


def test_any_of_several_may_be_chosen():
    html = rendered("choices", 'checkboxes("for", "For", [(1, "One"), (2, "Two"), (3, "Three")], values=[1, 3])')
    assert re.findall(r'value="(\d)" checked', html) == ["1", "3"]


@pytest.mark.parametrize(
    ("current", "last", "numbers"),
    [
        (1, 1, []),
        (1, 2, ["1", "2"]),
        (1, 9, ["1", "2", "…", "9"]),
        (5, 9, ["1", "…", "4", "5", "6", "…", "9"]),
        (9, 9, ["1", "…", "8", "9"]),
        (3, 4, ["1", "2", "3", "4"]),
    ],
)
def test_pages_named_are_the_ends_and_the_neighbours(current: int, last: int, numbers: list[str]):
    html = rendered("pagination", f'pagination({current}, {last}, "?page={{}}".format)').replace("&ctdot;", "…")
    assert re.findall(r">\s*(\d+|…)\s*<", html) == numbers


def test_current_page_is_said():
    html = rendered("pagination", 'pagination(2, 3, "?page={}".format)')
    assert re.findall(r'aria-label="([^"]+)" aria-current="page"', html) == ["Page 2"]


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("input", 'input("q", bad, value=bad, hint=bad, error=bad)'),
        ("search_box", "search_box(bad, value=bad, error=bad)"),
        ("card", "session_card(bad, bad, bad, bad, distance=bad, tags=[bad, (bad, 'good')], off=bad, note=bad)"),
        ("chips", "chips([(bad, bad)], clear=bad)"),
        ("choices", "radios('x', bad, [(bad, bad, bad)], value=bad, hint=bad, error=bad)"),
        ("empty_state", "empty_state(bad, bad, [(bad, bad)])"),
        ("error_summary", "error_summary([(bad, bad)])"),
        ("table", "table(bad, [bad], [[bad]])"),
        ("toggle", "toggle(bad, [(bad, bad, 'map')], current=bad)"),
        ("offers", "share_button(bad, bad, bad)"),
    ],
)
def test_hostile_values_stay_words(name: str, call: str):
    html = rendered(name, call, bad=HOSTILE)
    assert "<script" not in html
    assert not re.search(r"""["']\s+onclick=""", html)


def test_a_number_dials():
    assert 'href="tel:01632960001"' in rendered("phone", 'phone("01632 960 001")')
