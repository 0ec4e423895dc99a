"""What a form means: the family, the choices, and what the age asks of us."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.families.rules.entering import problems as problems_of_family
from fingerpost.families.vocabulary import ContactKind, Living, Relationship
from fingerpost.registration.rules.asking import Filling, asked
from fingerpost.registration.rules.checking import problems
from fingerpost.registration.rules.form import shipped
from fingerpost.registration.rules.meaning import NewChoice, age_path, choices_of, family_of
from fingerpost.registration.vocabulary import AgePath
from tests.factories.forms import LEAST, TODAY, WHOLE, filling

PATHS = [each.path for each in asked(filling(WHOLE))]
TYPED = st.one_of(
    st.text(max_size=12), st.sampled_from(["yes", "no", "born", "expected", "elsewhere", "27 3 2024", "2"])
)


def test_the_least_that_registers_is_a_family():
    family = family_of(filling())
    assert [adult.given_name for adult in family.adults] == ["Suharto"]
    assert family.children[0].cares[0].relationship is Relationship.FATHER
    assert family.homes == ()
    assert not list(problems_of_family(family, TODAY))


def test_a_whole_family_is_understood():
    family = family_of(filling(WHOLE))
    assert not list(problems_of_family(family, TODAY))
    assert [adult.living for adult in family.adults] == [Living.HERE, Living.ELSEWHERE]
    assert [home.of for home in family.homes] == [None, 1]
    assert len(family.children) == 3


@pytest.mark.parametrize(
    ("chosen", "written", "language"),
    [("pl", "", "pl"), ("other", "Twi", "Twi"), ("", "Twi", "Twi"), ("pl", "Twi", "pl"), ("", "", "")],
)
def test_the_language_that_somebody_speaks_best_is_kept(chosen, written, language):
    said = {"adults__0__language": chosen, "adults__0__other_language": written, "adults__0__interpreter": "yes"}
    (mother, _father) = family_of(filling(WHOLE, **said)).adults
    assert (mother.language, mother.interpreter) == (language, True)


def test_expected_twins_belong_together():
    first, second, tobi = family_of(filling(WHOLE)).children
    assert first == second
    assert first.born_with
    assert not tobi.born_with


def test_a_twin_alone_is_a_child_like_others():
    assert not family_of(filling(WHOLE, children__1__twin="yes")).children[-1].born_with


def test_nothing_is_safe_that_was_not_said_to_be():
    mobile, email = family_of(filling(WHOLE)).adults[0].contacts
    assert (mobile.kind, mobile.safe_to_text, mobile.safe_to_call) == (ContactKind.MOBILE, True, False)
    assert mobile.preferred
    assert email.safe_to_email


@pytest.mark.parametrize(("said", "hidden"), [("no", False), ("yes", True), ("not-sure", True)])
def test_an_address_that_may_have_to_be_secret_is_taken_for_secret(said, hidden):
    assert family_of(filling(WHOLE, home__hidden=said)).homes[0].hidden is hidden


def test_of_somebody_who_does_not_want_to_register_the_name_is_kept_alone():
    other = family_of(filling(WHOLE, adults__1__agreed="no", adults__1__date_of_birth="1 1 1990")).adults[1]
    assert (other.given_name, other.contacts, other.date_of_birth) == ("Suharto", (), None)


def test_their_home_is_not_kept_either():
    assert len(family_of(filling(WHOLE, adults__1__agreed="no")).homes) == 1


@pytest.mark.parametrize("born", ["1 1 2012", "22 11 2011"])
def test_no_letter_goes_home_to_a_parent_under_16(born):
    assert not family_of(filling(WHOLE, adults__0__date_of_birth=born)).homes[0].safe_to_post


@pytest.mark.parametrize(
    ("born", "path"),
    [
        ("", AgePath.ADULT),
        ("22 11 2008", AgePath.ADULT),
        ("23 11 2008", AgePath.UNDER_18),
        ("22 11 2010", AgePath.UNDER_18),
        ("23 11 2010", AgePath.UNDER_16),
    ],
)
def test_age_asks_something_of_us(born, path):
    assert age_path(filling(adults__0__date_of_birth=born)) is path


def test_what_is_not_ticked_is_refused():
    assert not any(choice.given for choice in choices_of(filling(LEAST)))
    assert len(choices_of(filling(LEAST))) > 10


def test_choices_say_with_whom_and_for_which_child():
    given_ = [choice for choice in choices_of(filling(WHOLE)) if choice.given]
    assert given_ == [
        NewChoice(purpose="share", detail="health_visiting", given=True),
        NewChoice(purpose="newsletter", given=True),
        NewChoice(purpose="photos", detail="display", child=1, given=True),
    ]


def test_what_is_no_longer_asked_is_not_meant():
    assert family_of(filling(WHOLE, home__stay="none")).homes == family_of(filling(WHOLE)).homes[1:]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(PATHS), st.lists(TYPED, max_size=3)))
def test_whatever_is_typed_a_form_without_problems_is_a_family_without_problems(typed):
    said = Filling(form=shipped(), answers=typed, on=TODAY)
    found, family = problems(said), family_of(said)
    assert found or not list(problems_of_family(family, TODAY))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(PATHS), st.lists(TYPED, max_size=3), max_size=4))
def test_what_is_changed_in_a_whole_form_never_becomes_a_family_with_problems(typed):
    said = Filling(form=shipped(), answers={**filling(WHOLE).answers, **typed}, on=TODAY)
    assert problems(said) or not list(problems_of_family(family_of(said), TODAY))
