"""Which long passwords are tried first all the same. A table, and as many as a standard asks for."""

from itertools import islice, product

import pytest

from fingerpost.accounts.passwords import breached
from fingerpost.accounts.rules.passwords import OUR_WORDS, made_of_common_pieces


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password1234!",
        "P@ssw0rd!!!!",
        "sunshinesunshine",
        "qwerty letmein",
        "2026fingerpost",
        "childrenscentre1",
        "FamilyCentre2026!",
        "aaaaaaaaaaaaaaaa",
        "123456789123",
    ],
)
def test_a_common_one_with_a_tail_is_refused(password):
    assert made_of_common_pieces(password, breached())


@pytest.mark.parametrize(
    "password",
    [
        "a lantern on the moor",
        "wobbly thimble aqueduct",
        "kqzvwxyjfmtbrhg",
        "password and a wobbly thimble",
        "夏の夜の静かな橋の上で見た",
        "x" * 30 + "quince" + "y" * 30,
    ],
)
def test_what_nobody_would_try_first_is_taken(password):
    assert not made_of_common_pieces(password, breached())


def test_the_three_thousand_first_that_are_long_enough_are_refused():
    most_used = [word for word in sorted(breached()) if len(word) >= 4][:2000]
    made = (first + second for first, second in product(most_used, most_used))
    first = list(islice((password for password in made if len(password) >= 12), 3000))
    assert len(first) == 3000
    assert not [password for password in first if not made_of_common_pieces(password, breached())]


def test_an_endless_password_is_answered_at_once():
    assert not made_of_common_pieces("abcd1" * 100_000, breached())
    made_of_common_pieces("a1" * 24, frozenset({"a1a1", "1a1a", "a1a1a1"}))


def test_our_own_words_are_among_them():
    assert {"fingerpost", "children", "centre", "council"} <= OUR_WORDS <= breached()
