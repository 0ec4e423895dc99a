"""References that nobody can guess, or that are the same again for the same thing."""

from collections import Counter

from fingerpost.base import identifiers
from fingerpost.base.identifiers import ALPHABET, LENGTH, derived_reference, new_reference, new_references


def test_references_differ_and_hold_only_clear_letters():
    made = {new_reference() for _ in range(1_000)}
    assert len(made) == 1_000
    assert all(len(each) == LENGTH and set(each) <= set(ALPHABET) for each in made)


def test_each_letter_is_as_likely_as_any_other(monkeypatch):
    monkeypatch.setattr("os.urandom", lambda _count: bytes(range(256)))
    counted = Counter("".join(new_references(24)))
    assert set(counted.values()) == {8}
    assert set(counted) == set(ALPHABET)


def test_none_is_only_digits_like_somebodys_number(monkeypatch):
    drawn = iter([bytes(range(8)) * 10, bytes(range(8, 28)) * 10])
    monkeypatch.setattr("os.urandom", lambda _count: next(drawn))
    assert new_reference() == "abcdefghjk"


def test_none_that_is_made_again_is_only_digits(monkeypatch):
    written = iter(["2227827546", "7kq2mxw9tb"])
    monkeypatch.setattr(identifiers, "_written", lambda _number: next(written))
    assert derived_reference("session", 1) == "7kq2mxw9tb"


def test_no_letter_is_mistaken_for_another():
    assert not set("01ilo") & set(ALPHABET)


def test_the_same_parts_give_the_same_reference():
    assert derived_reference("series", 1) == derived_reference("series", 1)
    assert derived_reference("series", 1) != derived_reference("series1")
