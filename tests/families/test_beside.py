"""Two families one by one, and whole columns of them: the same is said of both."""

import pytest

from benchmarks.synthetic_families import Maker
from fingerpost.families.rules import likeness
from fingerpost.families.rules.beside import Beside, codes, dates, names, texts
from fingerpost.families.rules.doubles import Question, homes_compared, people_compared, weighed
from fingerpost.families.rules.model import model
from fingerpost.families.rules.pairs import signs_of

NAMES = ["", "anna", "ana", "hanna", "osei", "kofi", "cofi", "liz", "elizabeth", "mary ann", "mary", "dwayne", "duane"]
DAYS = ["", "27032024", "27032023", "03272024", "27042024", "27032042", "01011990", "05062020", "06052020"]
CODES = ["", "07700900111", "07700900112", "07700900121", "a@b.cc", "a@b.co", "wm11aa", "wm12aa", "wm21ab"]
TEXTS = ["", "4 brook lane", "brook lane 4", "4 brok lane", "9 mill row", "4 brook lane brookstead", "14 brook lane"]


@pytest.fixture(scope="module")
def county():
    made = Maker(7)
    families = made.county(300, 30).families
    again = Maker(8)
    return families, [again.again(each) for each in families]


@pytest.fixture(scope="module")
def some(county):
    """Each beside whom it was made from, beside its neighbour, and beside itself."""
    families, again = county
    left = [*again, *again, *families]
    return left, [*families, *families[1:], families[0], *families]


def crossed(answers):
    return zip(*[(one, other) for one in answers for other in answers], strict=True)


@pytest.mark.parametrize(
    ("answers", "columns", "two"),
    [
        (NAMES, likeness.names, names),
        (DAYS, likeness.dates, dates),
        (CODES, likeness.codes, codes),
        (TEXTS, likeness.texts, texts),
    ],
)
def test_two_answers_are_as_alike_as_in_a_column(answers, columns, two):
    left, right = crossed(answers)
    found = [two(one, other) for one, other in zip(left, right, strict=True)]
    assert found == columns(left, right).tolist()
    assert len(set(found)) > 3


def test_names_in_the_wrong_box_are_found_as_in_a_column(county):
    people = [each for family in county[0][:12] for each in family.people]
    left, right = crossed(people)
    in_boxes = [[each.given for each in left], [each.given for each in right]]
    swapped = [[each.family for each in left], [each.given for each in right], [each.given for each in left]]
    swapped.append([each.family for each in right])
    for columns in ([*in_boxes, [each.family for each in left], [each.family for each in right]], swapped):
        found = [names(*each) for each in zip(*columns, strict=True)]
        assert found == likeness.names(*columns).tolist()
    assert 3 in found


def test_homes_and_people_are_as_alike_as_in_columns(some):
    homes, people = homes_compared(*some), people_compared(*some)
    beside = [Beside(*each) for each in zip(*some, strict=True)]
    for question, levels in homes.items():
        assert [each.homes[question] for each in beside] == levels.tolist()
    given = [each.given for both in beside for each in both.people]
    assert given == people.levels[Question.GIVEN_NAME].tolist()


def test_odds_and_signs_are_those_of_columns(county, some):
    weighing = model(county[0])
    odds = weighed(some[0], some[1], weighing).odds
    beside = [Beside(*each) for each in zip(*some, strict=True)]
    assert [each.odds(weighing) for each in beside] == pytest.approx(odds.tolist(), abs=1e-9)
    assert [each.signs() for each in beside] == signs_of(*some)
    assert (odds > 0).any()
    assert (odds < 0).any()
