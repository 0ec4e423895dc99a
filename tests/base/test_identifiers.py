"""References that nobody can guess, or that are the same again for the same thing."""

from fingerpost.base.identifiers import ALPHABET, LENGTH, derived_reference, new_reference


def test_references_differ_and_hold_only_clear_letters():
    made = {new_reference() for _ in range(1_000)}
    assert len(made) == 1_000
    assert all(len(each) == LENGTH and set(each) <= set(ALPHABET) for each in made)


def test_no_letter_is_mistaken_for_another():
    assert not set("01ilo") & set(ALPHABET)


def test_the_same_parts_give_the_same_reference():
    assert derived_reference("series", 1) == derived_reference("series", 1)
    assert derived_reference("series", 1) != derived_reference("series1")
