"""What is dear to make is made once, and no more of it is kept than there is room for."""

from threading import Barrier, Event, Thread

import pytest

from fingerpost.desks.public.shelf import Shelf


def test_a_thing_is_made_once():
    made = []
    shelf = Shelf[str](2)
    for _ in range(3):
        assert shelf.get("key", lambda: made.append("made") or "thing") == "thing"
    assert made == ["made"]


def test_the_least_used_is_given_up_first():
    shelf = Shelf[str](2)
    for key in ("a", "b", "a", "c"):
        shelf.get(key, lambda key=key: key)
    assert len(shelf) == 2
    assert shelf.get("a", lambda: "made again") == "a"
    assert shelf.get("b", lambda: "made again") == "made again"


def test_many_who_ask_at_once_cost_one_making():
    made = []
    shelf, together = Shelf[int](2), Barrier(4)

    def ask() -> None:
        together.wait()
        shelf.get("key", lambda: made.append(1) or 1)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_what_is_there_is_given_while_something_else_is_made():
    shelf, begun, done = Shelf[str](2), Event(), Event()
    shelf.get("there", lambda: "there")

    def slowly() -> str:
        begun.set()
        done.wait(5)
        return "slow"

    thread = Thread(target=shelf.get, args=("slow", slowly))
    thread.start()
    begun.wait(5)
    assert shelf.get("there", lambda: "made again") == "there"
    assert not done.is_set()
    done.set()
    thread.join()


def test_what_cannot_be_made_is_not_kept():
    shelf = Shelf[str](2)
    with pytest.raises(ZeroDivisionError):
        shelf.get("key", lambda: str(1 // 0))
    assert len(shelf) == 0
