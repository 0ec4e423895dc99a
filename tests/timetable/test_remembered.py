"""What is kept for as long as it is used."""

from fingerpost.timetable.queries.remembered import Remembered


def test_when_it_is_full_the_older_half_goes():
    kept: Remembered[int, str] = Remembered(4)
    for number in range(5):
        kept.keep({number: str(number)}, kept.edition)
    assert kept.several(range(6)) == [None, None, "2", "3", "4", None]


def test_what_was_read_before_a_change_is_not_kept_after_it():
    kept: Remembered[int, str] = Remembered(4)
    before = kept.edition
    kept.forget([7])
    kept.keep({7: "as it was"}, before)
    assert kept.get(7) is None


def test_some_or_all_are_forgotten():
    kept: Remembered[int, str] = Remembered(4)
    kept.keep({1: "one", 2: "two", 3: "three"}, kept.edition)
    kept.forget([1, 99])
    assert kept.several([1, 2, 3]) == [None, "two", "three"]
    kept.forget(None)
    assert kept.several([1, 2, 3]) == [None] * 3


def test_what_was_made_from_a_value_goes_with_it():
    kept: Remembered[int, str] = Remembered(4)
    kept.keep({1: "one", 2: "two", 3: "three"}, kept.edition)
    kept.keep_beside("card", {1: "a", 2: "b", 3: "c"}, kept.edition)
    kept.forget([1])
    assert kept.several_beside("card", [1, 2]) == [None, "b"]
    kept.keep({4: "four", 5: "five", 6: "six"}, kept.edition)
    assert kept.several_beside("card", [2, 3]) == [None, "c"]
    kept.forget(None)
    assert kept.several_beside("card", [3]) == [None]


def test_what_was_made_from_a_value_of_before_a_change_is_not_kept():
    kept: Remembered[int, str] = Remembered(4)
    kept.keep({1: "one"}, kept.edition)
    before = kept.edition
    kept.forget([2])
    kept.keep_beside("card", {1: "a"}, before)
    kept.keep_beside("card", {7: "of nothing that is kept"}, kept.edition)
    assert kept.several_beside("card", [1, 7]) == [None, None]
