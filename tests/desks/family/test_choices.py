"""Each choice on its page: its words, one press to agree after reading them, one press to take it back."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.registration.operations import load_form
from fingerpost.registration.queries import wording_of
from fingerpost.registration.rules.form import SHIPPED, load
from fingerpost.sharing.models import Choice
from tests.factories.families import TODAY, named

CHOICES = reverse("family:choices")
HEALTH = reverse("family:choice", args=["share--health_visiting"])
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, address: str = HEALTH, **changed: str) -> Any:
    """Press the button of a choice's page, with all that the page's form carries."""
    return client.post(address, dict(HIDDEN.findall(read(client, address).partition("<main")[2])) | changed)


def newest() -> Choice:
    return Choice.objects.told("a test").latest("pk")


def publish(county, label: str, version: str) -> None:
    data = load(SHIPPED)
    question = next(
        question
        for section in data["sections"]
        for page in section["pages"]
        for question in page["questions"]
        if question.get("consent") == "share"
    )
    question["options"][0]["label"] = label
    load_form(authority=county.authority, data=data | {"version": version}, by="a test", on=TODAY)


def test_a_yes_is_written_down_with_the_words_that_were_read(mother, family):
    assert "the law may ask us" in read(mother, HEALTH)
    assert press(mother).headers["Location"] == f"{CHOICES}?saved=yes"
    row = newest()
    assert (row.given, row.adult, row.detail) == (True, named(family, "Amara"), "health_visiting")
    assert wording_of(row.wording).form.version == load(SHIPPED)["version"]
    assert "You said yes on 24 November 2026." in read(mother, CHOICES)


def test_it_is_taken_back_by_one_press_in_the_list(mother):
    press(mother)
    token = dict(HIDDEN.findall(read(mother, CHOICES)))["token"]
    mother.post(HEALTH, {"token": token, "given": "no"})
    assert not newest().given
    assert "You said no on 24 November 2026." in read(mother, CHOICES)


def test_pressed_twice_it_is_one_choice(mother):
    typed = dict(HIDDEN.findall(read(mother, HEALTH)))
    assert {mother.post(HEALTH, typed).status_code for _press in range(2)} == {302}
    assert Choice.objects.told("a test").count() == 1


def test_nobody_agrees_to_words_that_have_changed_since(mother, county):
    publish(county, "Health visitors", "one")
    read_before = dict(HIDDEN.findall(read(mother, HEALTH)))
    publish(county, "Health visitors and others", "two")
    answer = mother.post(HEALTH, read_before)
    assert answer.status_code == 400
    assert "The words have changed" in answer.content.decode()
    assert "Health visitors and others" in answer.content.decode()
    assert not Choice.objects.told("a test").exists()


def test_what_was_agreed_to_is_shown_in_the_words_of_then(mother, county):
    publish(county, "Health visitors of old", "one")
    press(mother)
    publish(county, "Health visitors of today", "two")
    assert "Health visitors of old" in read(mother, HEALTH)
    assert "Health visitors of today" in read(mother, CHOICES)


@pytest.mark.parametrize("key", ["share--nobody", "photos--web", "photos--web--2222222222", "nothing"])
def test_what_is_no_choice_is_not_there(mother, key):
    page = reverse("family:choice", args=[key])
    assert mother.get(page).status_code == 404
    assert mother.post(page, {"given": "yes"}).status_code == 404
    assert not Choice.objects.told("a test").exists()


def test_a_press_that_says_neither_changes_nothing(mother):
    assert mother.post(HEALTH, {"given": "perhaps"}).status_code == 400
    assert not Choice.objects.told("a test").exists()


def test_photos_are_chosen_child_by_child_by_those_who_decide(mother, father, family):
    photos = reverse("family:choice", args=[f"photos--web--{named(family, 'Tobi').reference}"])
    assert "For Tobi Okoye." in read(mother, photos)
    press(mother, photos)
    assert newest().child == named(family, "Tobi")
    assert father.get(photos).status_code == 404
    assert "Photos" not in read(father, CHOICES)
    assert "You said yes" not in read(father, CHOICES), "another adult's choices are theirs"
