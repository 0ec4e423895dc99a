"""Registering online, page by page: nothing typed is lost, nothing shown that could harm."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.registration.models import FilledForm
from tests.factories.county import County
from tests.factories.forms import LEAST, WHOLE, Typed, answers

pytestmark = pytest.mark.django_db
OURS = {"Origin": "http://testserver"}
NAME = reverse("public:register-person-page", args=["adults", 0, "name"])
HIDDEN = reverse("public:register-page", args=["home", "hidden"])
CHECK = reverse("public:register-check")


@pytest.fixture
def family(county: County) -> Client:
    """A browser in which a form was begun."""
    browser = Client(headers=OURS)
    token = hidden(browser.get(reverse("public:register")), "token")
    browser.post(reverse("public:register"), {"token": token})
    return browser


def hidden(answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    return found[1] if found else ""


def send(browser: Client, address: str, **typed):
    """Fill in a page as it is shown, and press its button."""
    shown = browser.get(address)
    assert shown.status_code == 200
    return browser.post(address, {"seen": hidden(shown, "seen"), **typed})


def fill_in(browser: Client, county: County, typed: Typed) -> None:
    """Go from page to page, as somebody does who presses “Continue” on each."""
    told = answers({**typed, "home/centre": county.centres[0].slug})
    address, pages = NAME, 0
    while address != CHECK and pages < 60:
        answer = send(browser, address, **fields(told), **more(address, told))
        assert answer.status_code == 302, (address, re.findall(r"error-message.*", answer.content.decode()))
        address, pages = answer.url, pages + 1


def fields(told: dict[str, list[str]]) -> dict[str, object]:
    dates = {
        f"{path}-{part}": each
        for path, said in told.items()
        if len(said) == 3
        for part, each in zip(("day", "month", "year"), said, strict=True)
    }
    return {**{path: said for path, said in told.items() if len(said) != 3}, **dates}


def more(address: str, told: dict[str, list[str]]) -> dict[str, str]:
    """Whether somebody else is told about, asked after the last one so far."""
    section = address.split("/")[-3]
    kept = FilledForm.objects.told("test").get().answers.shown()
    return {
        "more": "yes"
        if any(path.startswith(f"{section}/1/") for path in told) and f'"{section}/1/' not in kept
        else "no"
    }


def only_form() -> FilledForm:
    return FilledForm.objects.told("test").get()


@pytest.mark.parametrize("typed", [LEAST, WHOLE], ids=["least", "whole"])
def test_a_family_registers_page_by_page(family, county, typed):
    born = {"children/1/date_of_birth": ["27", "3", "2024"]} if typed is WHOLE else {}
    fill_in(family, county, {**typed, **born})
    answer = send(family, CHECK)
    assert answer.url == reverse("public:register-sent")
    assert only_form().state == "sent"
    assert only_form().reference in family.get(answer.url).content.decode()


def test_what_is_wrong_is_said_beside_what_was_typed(family):
    birth = reverse("public:register-person-page", args=["adults", 0, "birth"])
    answer = send(family, birth, **{"adults/0/date_of_birth-day": "31", "adults/0/date_of_birth-month": "2"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert 'value="31"' in page


def test_what_was_typed_stands_there_again_after_going_away(family):
    send(family, NAME, **{"adults/0/given_name": "Amara <b>"})
    assert "Amara &lt;b&gt;" in family.get(NAME).content.decode()


def test_after_going_back_the_same_again_goes_on_and_something_else_is_asked_about(family):
    seen = hidden(family.get(NAME), "seen")
    first = {"seen": seen, "adults/0/given_name": "Amara"}
    assert family.post(NAME, first).status_code == family.post(NAME, first).status_code == 302
    answer = family.post(NAME, first | {"adults/0/given_name": "Amy"})
    assert answer.status_code == 409
    assert "Amara" in answer.content.decode()
    assert family.post(NAME, {"seen": hidden(answer, "seen"), "adults/0/given_name": "Amy"}).status_code == 302
    assert "Amy" in only_form().answers.shown()


def test_a_form_that_was_closed_meanwhile_loses_nothing(family):
    """The browser keeps no cookie any more, and the page is still open."""
    family.cookies.clear()
    answer = family.post(NAME, {"adults/0/given_name": "Amara"})
    assert answer.status_code == 302
    assert "Amara" in family.get(NAME).content.decode()


def test_what_is_typed_after_sending_is_shown_and_not_lost(family, county):
    fill_in(family, county, LEAST)
    seen = hidden(family.get(NAME), "seen")
    send(family, CHECK)
    answer = family.post(NAME, {"seen": seen, "adults/0/given_name": "Amy"})
    assert answer.status_code == 409
    assert "Amy" in answer.content.decode()
    assert "sent already" in answer.content.decode()


def test_a_form_is_sent_as_it_was_read(family, county):
    fill_in(family, county, LEAST)
    seen = hidden(family.get(CHECK), "seen")
    send(family, NAME, **{"adults/0/given_name": "Amy"})
    assert family.post(CHECK, {"seen": seen}).status_code == 409
    assert only_form().state == "draft"


def test_check_says_what_is_missing(family):
    page = family.get(CHECK).content.decode()
    assert "Before you can send this" in page
    assert f"{NAME}?then=check" in page


def test_after_a_change_somebody_is_back_at_their_answers(family):
    assert f'href="{CHECK}"' in family.get(f"{NAME}?then=check").content.decode()
    assert send(family, NAME, **{"adults/0/given_name": "Amara", "then": "check"}).url == CHECK


def test_somebody_can_be_left_out_again(family):
    for number, name in enumerate(["Amara", "Suharto", "Ash"]):
        address = reverse("public:register-person-page", args=["adults", number, "name"])
        send(family, address, **{f"adults/{number}/given_name": name})
    people = reverse("public:register-page", args=["adults", "more"])
    press = {"remove": "1", "seen": hidden(family.get(people), "seen")}
    for _twice in range(2):
        family.post(people, press)
    page = family.get(people).content.decode()
    assert "Suharto" not in page
    assert "Ash" in page


def test_somebody_further_is_not_counted_before_anything_is_told(family):
    send(family, NAME, **{"adults/0/given_name": "Amara"})
    family.get(reverse("public:register-person-page", args=["adults", 1, "name"]))
    assert "adults/1" not in only_form().answers.shown()


def test_whether_there_is_somebody_else_must_be_said(family):
    people = reverse("public:register-page", args=["adults", "more"])
    assert family.post(people, {}).status_code == 422


def test_the_postcode_gives_the_centre_and_another_can_be_chosen(family, county):
    stay, address, centre = (
        reverse("public:register-page", args=["home", page]) for page in ("stay", "address", "centre")
    )
    send(family, HIDDEN, **{"home/hidden": "no"})
    send(family, stay, **{"home/stay": "settled"})
    send(family, address, **{"home/address": "4 Brook Lane", "home/postcode": "wm2 2ab"})
    own = county.centres[1].slug
    assert re.search(rf'value="{own}" checked', family.get(centre).content.decode())
    send(family, centre, **{"home/centre": own, "home/centre-other": county.centres[2].slug})
    assert county.centres[2].slug in only_form().answers.shown()


def test_the_receipt_tells_of_nobody(family, county):
    fill_in(family, county, WHOLE | {"children/1/date_of_birth": ["27", "3", "2024"]})
    send(family, CHECK)
    page = family.get(reverse("public:register-sent")).content.decode()
    typed = {text for texts in answers(WHOLE).values() for text in texts if len(text) > 4 and text != "brook-lane"}
    assert not {text for text in typed if text in page}
    assert county.centres[0].slug in page
    assert "Stay and play" in page


def test_after_finishing_nothing_is_left_in_the_browser(family, county):
    fill_in(family, county, LEAST)
    send(family, CHECK)
    family.post(reverse("public:register-sent"))
    assert family.get(reverse("public:register-sent")).url == reverse("public:register")


@pytest.mark.parametrize("address", [reverse("public:register"), NAME, HIDDEN, CHECK])
def test_every_page_can_be_left_quickly_and_is_kept_nowhere(family, address):
    answer = family.get(address)
    assert "Leave this site quickly" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "where"),
    [(NAME, "public:register"), (CHECK, "public:register"), (reverse("public:register-sent"), "public:register")],
)
def test_without_a_form_one_is_led_to_the_start(county, address, where):
    assert Client().get(address).headers["Location"] == reverse(where)


def test_a_page_that_is_not_asked_leads_to_the_answers(family):
    assert family.get(reverse("public:register-person-page", args=["adults", 0, "younger"])).url == CHECK


@pytest.mark.parametrize("address", ["/register/adults/0/gone/", "/register/gone/name/", "/register/home/more/"])
def test_a_page_that_never_was_is_not_found(family, address):
    assert family.get(address).status_code == 404


def test_a_form_is_sent_by_our_own_pages_alone(county):
    assert Client(headers={"Origin": "https://elsewhere.example"}).post(NAME, {}).status_code == 403


def test_pressing_start_twice_begins_one_form(county):
    browser = Client(headers=OURS)
    token = hidden(browser.get(reverse("public:register")), "token")
    for _press in range(2):
        browser.post(reverse("public:register"), {"token": token})
    assert FilledForm.objects.told("test").count() == 1


def test_a_parent_under_16_is_told_that_they_are_welcome(family):
    birth = reverse("public:register-person-page", args=["adults", 0, "birth"])
    typed = dict(zip(("day", "month", "year"), ("1", "1", "2012"), strict=True))
    send(family, birth, **{f"adults/0/date_of_birth-{part}": said for part, said in typed.items()})
    younger = reverse("public:register-person-page", args=["adults", 0, "younger"])
    assert "You are welcome here" in family.get(younger).content.decode()
    safe = reverse("public:register-person-page", args=["adults", 0, "safe"])
    assert "Send a letter" not in family.get(safe).content.decode()
