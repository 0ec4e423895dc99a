"""Private servers in folders of their own, never the one that the tests themselves stand on."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fingerpost.launch.cluster import UNSAFE_BUT_FAST
from fingerpost.launch.postgres import PrivatePostgres

NewServer = Callable[..., PrivatePostgres]


@pytest.fixture
def new_server() -> Iterator[NewServer]:
    """Make servers that are certainly stopped after the test."""
    made: list[PrivatePostgres] = []

    def make(folder: Path) -> PrivatePostgres:
        made.append(PrivatePostgres(folder, settings=UNSAFE_BUT_FAST))
        return made[-1]

    yield make
    for server in made:
        server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivatePostgres]:
    """One running server for the tests that only look at it."""
    running = PrivatePostgres(tmp_path_factory.mktemp("clone") / "postgres", settings=UNSAFE_BUT_FAST)
    with running.in_use():
        yield running


root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
