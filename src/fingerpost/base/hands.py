"""Many hands: long work of a command at the console, done by several processes with a connection each.

A county's families come in, and are compared, while one waits; one process would use one of the machine's cores. Each
piece of work is a transaction of its own, so that whatever cuts the whole short leaves pieces that are whole.
"""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Final, TypeVar

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fingerpost.base.verdict import Refused

Task = TypeVar("Task")
Answer = TypeVar("Answer")
AHEAD: Final = 2  # pieces that wait for each hand, so that none stands idle, and no table is held whole


def all_hands() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


def share_out(work: Callable[[Task], Answer], tasks: Iterable[Task], *, hands: int) -> Iterator[Answer]:
    """What comes of each task, in their order. One task, or one hand, needs no other process. Raises Refused."""
    rest = iter(tasks)
    first = list(islice(rest, 2))
    if hands == 1 or len(first) < 2:
        yield from map(partial(_undisturbed, work), chain(first, rest))
        return
    # What is there is told, not inherited: a process that was forked would talk on our connection.
    told = (dict(connection.settings_dict), get_language())
    pool = ProcessPoolExecutor(hands, get_context("spawn"), _begin, told)
    try:
        yield from _answers(pool, work, chain(first, rest), hands * AHEAD)
    except BrokenProcessPool as broken:
        raise Refused(_("A part of the work was cut short. Start it again: it goes on where it stopped.")) from broken
    finally:
        pool.shutdown(cancel_futures=True)


def _answers(
    pool: ProcessPoolExecutor, work: Callable[[Task], Answer], tasks: Iterable[Task], ahead: int
) -> Iterator[Answer]:
    given: deque[Future[Answer]] = deque()
    for task in tasks:
        given.append(pool.submit(_undisturbed, work, task))
        if len(given) > ahead:
            yield given.popleft().result()
    while given:
        yield given.popleft().result()


def _undisturbed(work: Callable[[Task], Answer], task: Task) -> Answer:
    with undisturbed():
        return work(task)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Work that makes millions of small things and few circles: whoever looks through them again and again for rubbish,
    as Python does, finds none, and takes a fifth of the time."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def _begin(database: Mapping[str, Any], language: str | None) -> None:
    """What a hand does first: look at the database that it is told of, and leave when whoever sent for it is gone."""
    import django
    from django.conf import settings
    from django.utils.translation import activate

    Thread(target=_leave_with_parent, daemon=True).start()
    settings.DATABASES["default"] = database
    django.setup()
    if language:
        activate(language)


def _leave_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
