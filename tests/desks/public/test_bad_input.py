"""Empty, absurd and hostile values: a clear sentence, with what was typed kept; never a stack trace."""

import pytest

from tests.desks.public.reading import problems, read

pytestmark = pytest.mark.django_db

HOSTILE = (
    "",
    " ",
    "0",
    "-1",
    "99999999999999999999",
    "1e309",
    "NaN",
    "ٳ",
    "²",
    "\x00",
    "\u202eAL1",
    "🧸" * 40,
    "a" * 5_000,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "%s%n",
    "../../etc/passwd",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
)
PARAMETERS = (
    "q", "date", "days", "time", "age", "for", "category", "access", "language", "facility", "cost", "within", "sort",
    "page", "view",
)  # fmt: skip


@pytest.mark.parametrize("view", ["list", "map"])
def test_any_value_in_every_parameter_is_answered(client, county, view):
    for value in HOSTILE:
        page = read(client.get("/whats-on/", dict.fromkeys(PARAMETERS, value) | {"view": view}))
        assert page.status == 200, value
        assert not page.css("main script"), value


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("q", "Xyzzy", "Xyzzy"),
        ("date", "yesterday", "Write the date like 27 3 2027."),
        ("date", "2020-01-01", "That day has gone."),
        ("date", "2099-01-01", "We only know what is on in the next 12 months."),
        ("days", "0", "Choose from 1 to"),
        ("age", "old", "Write the age in months"),
        ("category", "dragons", "We do not know “dragons”"),
        ("within", "5", "Tell us a postcode or a town too"),
        ("sort", "best", "We do not know “best”"),
        ("page", "first", "There is no such page."),
    ],
)
def test_what_could_not_be_used_is_said(client, county, name, value, sentence):
    page = read(client.get("/whats-on/", {name: value}))
    assert sentence in problems(page)[0]
    assert page.css(".fp-card")


@pytest.mark.parametrize(("name", "value"), [("q", "Xyzzy <b>"), ("date", "32/13/2027"), ("q", "עברית")])
def test_what_was_typed_stays_in_its_field(client, county, name, value):
    page = read(client.get("/whats-on/", {name: value}))
    assert page.css(f"#{name}")[0].get("value") == value


@pytest.mark.parametrize("name", ["q", "date", "days", "within", "age", "category"])
def test_the_summary_leads_to_the_field(client, county, name):
    page = read(client.get("/whats-on/", {name: "nonsense!"}))
    (link,) = page.css("[data-error-summary] a")
    assert link.get("href") == f"#{name}"
    assert page.css(f"#{name}")


def test_any_value_in_the_one_box_is_answered(client, county):
    for value in HOSTILE:
        assert read(client.get("/find/", {"q": value})).status == 200, value


def test_any_value_in_a_shared_list_or_a_cookie_is_answered(client, county):
    for value in HOSTILE:
        client.cookies["shortlist"] = value.encode("ascii", "replace").decode()
        assert read(client.get("/shortlist/", {"s": value})).status == 200, value


def test_any_value_in_the_shortlists_form_is_answered(client, county):
    for value in HOSTILE:
        form = dict.fromkeys(("add", "remove", "next"), value)
        answer = client.post("/shortlist/", form, headers={"Origin": "http://testserver"})
        assert (answer.status_code, answer["Location"]) == (302, "/shortlist/"), value


@pytest.mark.parametrize("address", ["/whats-on.ics", "/shortlist.ics"])
def test_any_value_in_a_calendar_is_answered(client, county, address):
    for value in HOSTILE:
        answer = client.get(address, dict.fromkeys(PARAMETERS, value) | {"s": value})
        assert answer.status_code in {200, 400}, value
