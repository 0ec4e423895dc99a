"""What is dear to make is made once, and no more of it is kept than there is room for."""

from threading import Barrier, BoundedSemaphore, Event, Thread, current_thread, main_thread

import pytest

from fingerpost.desks.public.shelf import IN_LINE, Busy, Shelf


class Maker:
    """Makes something, and remembers how often."""

    def __init__(self, thing: str = "thing") -> None:
        self.thing = thing
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return self.thing


def test_a_thing_is_made_once():
    shelf, make = Shelf[str](2), Maker()
    assert [shelf.get("key", make) for _ in range(3)] == ["thing"] * 3
    assert make.times == 1


def test_the_least_used_is_given_up_first():
    shelf = Shelf[str](2)
    for key in ("a", "b", "a", "c"):
        shelf.get(key, Maker(key))
    assert len(shelf) == 2
    assert shelf.get("a", lambda: "made again") == "a"
    assert shelf.get("b", lambda: "made again") == "made again"


def test_two_who_ask_at_once_cost_one_making():
    shelf, make, together = Shelf[str](2), Maker(), Barrier(2)

    def ask() -> None:
        together.wait()
        shelf.get("key", make)

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert make.times == 1


def test_few_may_wait_so_that_threads_are_left_for_everybody_else():
    shelf, begun, done = Shelf[str](8), Barrier(IN_LINE + 1), Event()
    shelf._line = _Counted(IN_LINE, begun)

    def slowly() -> str:
        done.wait(5)
        return "slow"

    threads = [Thread(target=shelf.get, args=(f"slow {number}", slowly)) for number in range(IN_LINE)]
    for thread in threads:
        thread.start()
    begun.wait(5)
    with pytest.raises(Busy):
        shelf.get("one more", Maker())
    done.set()
    for thread in threads:
        thread.join()
    assert shelf.get("one more", Maker()) == "thing"


class _Counted(BoundedSemaphore):
    """Says when a place in the line was taken by one of the slow."""

    def __init__(self, value: int, taken: Barrier) -> None:
        super().__init__(value)
        self.taken = taken

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        got = super().acquire(blocking=blocking, timeout=timeout)
        if got and current_thread() is not main_thread():
            self.taken.wait(5)
        return got


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
