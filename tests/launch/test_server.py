"""Choosing the port, in words that help."""

import socket

import pytest

from fingerpost.launch.server import NotServing, chosen_port


@pytest.fixture
def taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.mark.parametrize("given", ["x", "0", "65536", "-1", "８０００", "80 80"])
def test_what_is_no_port_is_refused(given):
    with pytest.raises(NotServing, match="number from 1 to 65535"):
        chosen_port({"PORT": given})


def test_a_port_in_use_is_refused_with_another_offered(taken_port):
    with pytest.raises(NotServing, match=rf"{taken_port} is already in use.*PORT={taken_port + 1} make run"):
        chosen_port({"PORT": str(taken_port)})


def test_a_free_port_is_taken(taken_port):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert chosen_port({"PORT": str(free)}) == free
