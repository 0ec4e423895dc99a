"""Texts under lock and key: what opens, what does not, and what finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.base.encryption import LostKey, NoKeys, NotOurs, Ring, name_of, new_line, normalised

OLD, NEW = "k1:" + "an-old-secret-of-forty-characters-or-more-1", "k2:" + "a-new-secret-of-forty-characters-or-more-2"
RING = Ring(f"{NEW}\n{OLD}")
PLACE = "families_child.note.7kq2mxw9tb"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS, st.text())
def test_any_text_comes_back(text, place):
    place = place.encode(errors="replace").decode()
    assert RING.decrypt(RING.encrypt(text, place), place) == text


@given(TEXTS, st.data())
def test_any_byte_that_is_changed_is_refused(text, data):
    content = bytearray(RING.encrypt(text, PLACE))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((NotOurs, LostKey)):
        RING.decrypt(bytes(content), PLACE)


@given(TEXTS, st.data())
def test_what_is_cut_short_or_made_longer_is_refused(text, data):
    content = RING.encrypt(text, PLACE)
    with pytest.raises((NotOurs, LostKey)):
        RING.decrypt(content[: data.draw(st.integers(0, len(content) - 1))], PLACE)
    with pytest.raises(NotOurs):
        RING.decrypt(content + data.draw(st.binary(min_size=1)), PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    ["families_child.note.other", "families_child.wish.7kq2mxw9tb", "families_adult.note.7kq2mxw9tb", ""],
)
def test_what_is_moved_is_refused(elsewhere):
    with pytest.raises(NotOurs):
        RING.decrypt(RING.encrypt("Asthma", PLACE), elsewhere)


def test_equal_texts_look_different():
    assert len({RING.encrypt("Asthma", PLACE) for _ in range(100)}) == 100


def test_nothing_of_the_text_is_in_the_ciphertext():
    assert b"Asthma" not in RING.encrypt("Asthma" * 20, PLACE)


def test_the_newest_key_encrypts_and_the_older_still_read():
    before = Ring(OLD).encrypt("Asthma", PLACE)
    assert (name_of(before), name_of(RING.encrypt("Asthma", PLACE))) == ("k1", "k2")
    assert RING.decrypt(before, PLACE) == "Asthma"
    assert (RING.is_newest(before), Ring(OLD).is_newest(before)) == (False, True)


def test_a_lost_key_is_named():
    with pytest.raises(LostKey, match="'k1' is not on the ring"):
        Ring(NEW).decrypt(Ring(OLD).encrypt("Asthma", PLACE), PLACE)


def test_another_secret_under_the_same_name_opens_nothing():
    with pytest.raises(NotOurs):
        Ring(OLD.replace("old", "odd")).decrypt(Ring(OLD).encrypt("Asthma", PLACE), PLACE)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "k1", "k1:short", f"{OLD} {OLD}", f"{OLD} nonsense", OLD.replace("k1", "K 1"), OLD.replace("k1", "")],
)
def test_a_ring_that_cannot_be_read_is_refused(text):
    with pytest.raises(NoKeys):
        Ring(text)


def test_a_new_key_can_be_put_on_the_ring():
    assert Ring(f"{new_line('k3')} {OLD}").names == ["k3", "k1"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ada@home.example", " ADA@Home.Example ", True),
        ("12  High Street", "12 high\tstreet", True),
        ("Zoë", "Zoe\u0308", True),
        ("ada@home.example", "ida@home.example", False),
    ],
)
def test_an_index_is_the_same_for_who_means_the_same(one, other, same):
    assert (normalised(one) == normalised(other)) is same
    assert (RING.indexes(one, "t.c") == RING.indexes(other, "t.c")) is same


def test_an_index_tells_nothing_without_its_key_and_its_column():
    first = Ring(OLD).indexes("ada", "t.c")[0]
    assert first not in {Ring(NEW).indexes("ada", "t.c")[0], Ring(OLD).indexes("ada", "t.d")[0]}
    assert len(first) == 32
