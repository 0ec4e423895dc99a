"""Who is asked what, what is wrong with an answer, and where to go next."""

from datetime import date

import pytest

from fingerpost.registration.rules.answers import day
from fingerpost.registration.rules.asking import Asked, asked, counted, options, steps
from fingerpost.registration.rules.checking import Standing, after, before, first_to_do, problems, standing
from fingerpost.registration.vocabulary import Door, Repeats
from tests.factories.forms import LEAST, WHOLE, filling


def paths(said) -> list[str]:
    return [each.path for each in asked(said)]


def the(said, path: str) -> Asked:
    return next(each for each in asked(said) if each.path == path)


@pytest.mark.parametrize("typed", [LEAST, WHOLE], ids=["least", "whole"])
def test_nothing_is_wrong_with_these(typed):
    assert problems(filling(typed)) == []
    assert first_to_do(filling(typed)) is None


def test_every_question_that_is_optional_can_be_left_out():
    """`LEAST` answers nothing but what is required, and one way to be reached."""
    optional = [each for each in asked(filling()) if not each.question.required and each.path in LEAST]
    assert [each.path for each in optional] == ["adults/0/no_contact"]


@pytest.mark.parametrize("path", [path for path in LEAST if path != "children/0/born"])
def test_what_is_required_is_asked_for(path):
    assert [each.path for each in problems(filling(LEAST | {path: ""}))] == [path.replace("no_contact", "mobile")]


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        ("adults/0/date_of_birth", ["31", "2", "1996"], "as numbers"),
        ("adults/0/date_of_birth", ["27", "3", "96"], "as numbers"),
        ("adults/0/date_of_birth", "23 11 2026", "in the future"),
        ("adults/0/date_of_birth", "1 1 1899", "120 years"),
        ("adults/0/email", "amara.example.com", "e-mail address"),
        ("adults/0/mobile", "12", "telephone number"),
        ("adults/0/given_name", "A" * 201, "up to 200"),
        ("adults/0/preferred", "pigeon", "that are offered"),
        ("adults/0/preferred", ["call", "text"], "only one"),
        ("children/0/due_on", "1 1 2029", "within ten months"),
        ("home/postcode", "WM1", "whole postcode"),
    ],
)
def test_what_cannot_be_meant_is_asked_about(path, typed, sentence):
    found = [each for each in problems(filling(WHOLE | {path: typed})) if each.path == path]
    assert sentence in found[0].sentence


@pytest.mark.parametrize(
    "typed", ["27 3 2024", "27/3/2024", "27.03.2024", "27 March 2024", "27th Mar, 2024", "2024-03-27"]
)
def test_a_day_is_read_as_people_write_it(typed):
    assert day([typed]) == day(typed.split()) == date(2024, 3, 27)


@pytest.mark.parametrize("typed", ["", "27 3", "0 0 0000", "27 Marvel x", "٢٧ 3 2024 9", "99 99 9999", "27 3 20240"])
def test_what_is_no_day_is_none(typed):
    assert day([typed]) is None


def test_an_address_that_may_have_to_be_secret_may_be_left_out():
    hidden = filling(WHOLE, home__hidden="not-sure", home__address="", home__postcode="")
    assert problems(hidden) == []
    assert "home/keep_from" in paths(hidden)
    assert "home/keep_from" not in paths(filling(WHOLE))


@pytest.mark.parametrize(
    ("safe", "best", "asks"),
    [
        (["text", "email"], "call", True),
        (["call", "text"], "call", False),
        (["text"], "", False),
        ([], "call", False),  # nothing is safe, and nothing will be done: nobody is held up
        (["voicemail"], "call", False),  # which cannot be chosen as the best
    ],
)
def test_what_is_liked_best_should_be_safe(safe, best, asks):
    told = filling(WHOLE, adults__0__safe=safe, adults__0__preferred=best)
    found = [each.sentence for each in problems(told) if each.path == "adults/0/preferred"]
    assert found == (["What you like best is not among what you said is safe. Choose a way that is safe."] * asks)


def test_somebody_without_an_address_is_not_asked_for_it():
    assert not {"home/address", "home/postcode"} & set(paths(filling()))


@pytest.mark.parametrize(("born", "younger", "letter"), [("22 11 2010", True, True), ("23 11 2010", True, False)])
def test_under_16_no_letter_is_offered(born, younger, letter):
    young = filling(adults__0__date_of_birth=born)
    assert ("adults/0/trusted" in paths(young)) is younger
    assert ("letter" in [each.value for each in options(young, the(young, "adults/0/safe"))]) is letter


def test_at_18_nobody_is_asked_for_a_grown_up():
    assert "adults/0/trusted" not in paths(filling(adults__0__date_of_birth="22 11 2008"))


def test_a_letter_that_is_no_longer_offered_is_asked_about():
    young = filling(adults__0__date_of_birth="1 1 2012", adults__0__safe=["letter"])
    assert [each.path for each in problems(young)] == ["adults/0/safe"]


def test_whoever_fills_it_in_is_asked_about_others_and_not_about_themselves():
    said = paths(filling(WHOLE))
    assert "adults/1/told" in said
    assert "adults/0/told" not in said
    assert "adults/1/no_contact" not in said


def test_each_adult_is_asked_about_for_each_child():
    said = paths(filling(WHOLE))
    first = said.index("children/0/relationship/0")
    assert said[first : first + 4] == [
        "children/0/relationship/0",
        "children/0/responsibility/0",
        "children/0/relationship/1",
        "children/0/responsibility/1",
    ]


def test_a_question_about_somebody_else_names_them():
    said = filling(WHOLE)
    assert the(said, "children/0/relationship/0").label() == "What are you to the child?"
    assert the(said, "children/0/relationship/1").label(said.name(1)) == "What is Suharto to the child?"


def test_photos_are_asked_about_for_children_who_are_born():
    assert "photos/1/uses" in paths(filling(WHOLE))
    assert "photos/0/uses" not in paths(filling(WHOLE))


def test_only_paper_is_signed():
    assert "agreement/signed" not in paths(filling())
    assert "agreement/signed" in paths(filling(door=Door.KEYED))


@pytest.mark.parametrize(
    ("typed", "many"),
    [
        ({}, 1),
        ({"adults/0/x": ["a"]}, 1),
        ({"adults/3/x": ["a"]}, 4),
        ({"adults/3/x": [""]}, 1),
        ({"adults/zz/x": ["a"]}, 1),
        ({"adults/9999/x": ["a"]}, 1),
        ({"adults/99/x": ["a"]}, 20),
    ],
)
def test_adults_are_counted_by_what_was_answered(typed, many):
    assert counted(typed, Repeats.ADULTS) == many


def test_pages_follow_each_other_there_and_back():
    said = filling(WHOLE)
    every = [step.path for step in steps(said)]
    assert len(set(every)) == len(every)
    assert [step.path for path in every if (step := after(said, path))] == every[1:]
    assert [step.path for path in every if (step := before(said, path))] == every[:-1]
    assert after(said, "nowhere") is before(said, "nowhere") is None


def test_after_the_last_adult_there_may_be_another():
    every = [step.path for step in steps(filling(WHOLE))]
    assert every.index("adults/more") == every.index("adults/1/language") + 1
    assert every.index("adults/more") + 1 == every.index("home/hidden")


def test_a_section_says_how_far_it_has_come():
    said = standing(filling(LEAST | {"home/centre": "", "agreement/read": ""}))
    assert said["home"] is Standing.STARTED
    assert said["children"] is Standing.COMPLETE
    assert said["agreement"] is said["help"] is Standing.NOT_STARTED
