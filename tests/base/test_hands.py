"""Work that is shared out, answered in order and undisturbed; `tests/families/test_importing.py` has it done by two."""

import gc
import os

import pytest

from fingerpost.base.hands import all_hands, share_out, undisturbed


def whose(_task: int) -> int:
    return os.getpid()


@pytest.mark.parametrize(("tasks", "hands"), [([], 2), ([1], 2), ([1, 2, 3], 1)])
def test_one_task_or_one_hand_needs_no_other_process(tasks, hands):
    assert list(share_out(whose, tasks, hands=hands)) == [os.getpid()] * len(tasks)


def test_no_more_is_asked_for_than_is_needed():
    answers = share_out(abs, iter(range(-9, 0)), hands=1)
    assert [next(answers), next(answers)] == [9, 8]


def test_python_looks_for_rubbish_again_afterwards():
    with undisturbed():
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_there_is_a_hand_for_each_core_that_may_be_used():
    assert all_hands() == len(os.sched_getaffinity(0))
