"""The pages on which a parent puts right what we hold: one thing each, nothing lost, nothing done twice."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.families.models import Address, Child, Contact
from fingerpost.families.operations import change_living
from fingerpost.families.vocabulary import Living
from tests.factories.accounts import CONSOLE, make_posting
from tests.factories.door import seated
from tests.factories.families import TODAY, named

RECORD = reverse("family:record")
SAVED = f"{RECORD}?saved=yes"
BORN = reverse("family:new-child", args=["born"])
EXPECTED = reverse("family:new-child", args=["expected"])
A_CHILD = {
    "day-day": "1",
    "day-month": "5",
    "day-year": "2025",
    "given_name": "Ada",
    "relationship": "mother",
    "responsibility": "yes",
    "living": "here",
}
A_PLACE = {"lines": "3 Canary Row", "postcode": "WM3 2AB", "hidden": "yes", "post": "no", "who": "all"}


def mine(what: str) -> str:
    return reverse("family:change", args=[what])


def read(client: Client, address: str = RECORD) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, address: str, typed: dict[str, Any], **token: str) -> Any:
    """Press the button of a page as it was shown."""
    shown = re.search(r'name="token" value="([^"]+)"', read(client, address))
    assert shown
    return client.post(address, {"token": shown[1]} | typed | token)


@pytest.mark.parametrize(
    ("what", "typed", "then"),
    [
        ("name", {"given_name": "Amy", "family_name": "Fenn", "known_as": "Ames"}, "Amy Fenn"),
        ("birthday", {"day-day": "3", "day-month": "June", "day-year": "1994"}, "3 June 1994"),
        ("language", {"language": "pl", "interpreter": "yes"}, "Polish"),
        ("language", {"language": "other", "other_language": "Twi"}, "Twi"),
        ("home", A_PLACE, "3 Canary Row, WM3 2AB"),
        ("secret", {}, "Your address is hidden"),
    ],
)
def test_a_thing_is_changed_and_stands_there(mother, what, typed, then):
    assert then not in read(mother)
    assert sent(mother, mine(what), typed).headers["Location"] == SAVED
    assert then in read(mother, SAVED)


@pytest.mark.parametrize(
    ("what", "typed", "said"),
    [
        ("name", {"given_name": " ", "family_name": "Fenn-Canary"}, "One word is enough"),
        ("birthday", {"day-day": "31", "day-month": "2", "day-year": "1994"}, "as numbers, like 27 3 2024"),
        ("birthday", {"day-day": "1", "day-month": "2", "day-year": "2994"}, "cannot be in the future"),
        ("language", {"language": "other", "other_language": "T" * 101}, "up to 100 letters"),
        ("home", A_PLACE | {"postcode": "nowhere"}, "Write a whole postcode"),
        ("home", A_PLACE | {"hidden": ""}, "kept secret"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(mother, what, typed, said):
    answer = sent(mother, mine(what), typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "There is a problem" in page
    assert said in page
    assert not [text for name, text in typed.items() if text.strip() and text not in page]


def test_the_same_press_twice_adds_one_child(mother, family):
    token = "a-token-that-was-shown"
    first, second = (mother.post(BORN, A_CHILD | {"token": token}) for _press in range(2))
    assert first.headers["Location"] == second.headers["Location"] == SAVED
    assert Child.objects.told("a test").filter(given_name="Ada").count() == 1


def test_the_same_token_with_something_else_is_told_and_keeps_what_was_typed(mother):
    token = "a-token-that-was-shown"
    mother.post(BORN, A_CHILD | {"token": token})
    again = mother.post(BORN, A_CHILD | {"token": token, "given_name": "Canary"})
    assert again.status_code == 409
    assert "Canary" in again.content.decode()
    assert not Child.objects.told("a test").filter(given_name="Canary").exists()


def test_twins_are_expected_and_one_is_born(mother):
    typed = {"day-day": "1", "day-month": "3", "day-year": "2027", "babies": "2"}
    sent(mother, EXPECTED, typed | {"relationship": "mother", "responsibility": "yes"})
    one, _other = Child.objects.told("a test").filter(due_on__isnull=False)
    assert read(mother).count("due on 1 March 2027") == 2
    born = reverse("family:child", args=[one.reference, "born"])
    sent(mother, born, {"day-day": "20", "day-month": "11", "day-year": "2026", "given_name": "Ada"})
    assert "born on 20 November 2026" in read(mother)
    assert mother.get(born).status_code == 404, "the baby is born already"


def test_a_child_is_put_right(mother, family):
    reference = named(family, "Tobi").reference
    sent(mother, reverse("family:child", args=[reference, "name"]), {"given_name": "Toby"})
    day = {"day-day": "1", "day-month": "3", "day-year": "2024"}
    sent(mother, reverse("family:child", args=[reference, "birthday"]), day)
    assert re.search(r"Toby</bdi>.*born on 1 March 2024", read(mother))


def test_a_number_is_added_changed_and_ended(mother, family):
    new = {"kind": "landline", "value": "01632 960 001", "safe": ["safe_to_call"], "preferred": "no"}
    sent(mother, reverse("family:new-contact"), new)
    row = Contact.objects.told("a test").get(kind="landline")
    page = reverse("family:contact", args=[row.reference])
    answer = sent(mother, page, new | {"safe": ["safe_to_text"]})
    assert "takes no text messages" in answer.content.decode()
    assert sent(mother, page, {"end": "yes"}).headers["Location"] == SAVED
    assert "960001" not in read(mother)
    assert mother.get(page).status_code == 404


def test_to_end_and_then_change_with_one_token_is_told(mother, family):
    page = reverse("family:contact", args=[Contact.objects.told("a test").get().reference])
    mother.post(page, {"token": "a-token", "kind": "mobile", "value": "soon", "end": "yes"})
    assert mother.post(page, {"token": "a-token", "end": "no"}).status_code == 409


def test_who_comes_to_a_home_now_and_then_sees_it_and_tells_only_of_their_own(mother, father, family):
    dad = named(family, "Suharto").reference
    Address.objects.told("a test").filter(adult__isnull=False).delete()
    change_living(reference=family.reference, person=dad, living=Living.PARTLY, by=CONSOLE, on=TODAY)
    page = read(father)
    assert "7 Larkspur Way" in page
    assert "Change your address" not in page
    sent(father, mine("home"), A_PLACE)
    assert "3 Canary Row" in read(father)
    assert "Canary" not in read(mother)


@pytest.mark.parametrize("what", ["name", "birthday", "born"])
def test_a_father_without_a_say_is_answered_as_if_there_were_no_child(father, family, what):
    theirs = reverse("family:child", args=[named(family, "Tobi").reference, what])
    nobodys = reverse("family:child", args=["2222222222", what])
    assert father.get(theirs).status_code == father.get(nobodys).status_code == 404
    assert father.post(theirs, A_CHILD).status_code == 404
    assert "/children/" not in read(father)


def test_a_father_changes_no_number_of_the_mothers_and_learns_nothing_of_it(father, family):
    hers = Contact.objects.told("a test").get().reference
    page = reverse("family:contact", args=[hers])
    assert father.get(page).status_code == 404
    assert "07700" not in father.post(page, {"end": "yes"}).content.decode()
    assert Contact.objects.told("a test").get().valid_to is None


def test_who_moves_away_is_asked_with_whom_and_shows_nothing_to_the_others(mother, father, family):
    dad = named(family, "Suharto").reference
    change_living(reference=family.reference, person=dad, living=Living.HERE, by=CONSOLE, on=TODAY)
    assert "All of us: Suharto and I" in read(mother, mine("home"))
    sent(mother, mine("home"), A_PLACE | {"who": "me"})
    assert "Canary" in read(mother)
    pages = [RECORD, mine("home"), reverse("family:everything"), reverse("family:everything-file")]
    assert not [page for page in pages if "Canary" in read(father, page)]
    assert Address.objects.told("a test").get(adult=named(family, "Amara")).hidden


@pytest.mark.parametrize("name", ["new-contact", "choices", "everything", "looks"])
def test_who_has_no_record_here_is_shown_a_page_all_the_same(client, county, name):
    seated(client, make_posting(Role.PARENT).user, twice=False)
    assert read(client, reverse(f"family:{name}"))


def test_who_lives_in_no_home_here_is_sent_to_the_centre_for_a_child(father):
    assert "Your centre can help" in read(father, BORN)
    assert father.post(BORN, A_CHILD).status_code == 200
    assert not Child.objects.told("a test").filter(given_name="Ada").exists()
