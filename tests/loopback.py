"""No test talks to the world: a connection that would leave this machine fails the test that tried it."""

import ipaddress
import sys
from typing import Any

WATCHED = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo"})


def refuse_the_world() -> None:
    """Watch every socket of this process from now on; cannot be undone."""
    sys.addaudithook(_watch)


def is_here(host: object) -> bool:
    """Whether a host, as sockets are given it, is this machine."""
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(_text(host)).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in WATCHED:
        return
    host = arguments[0] if event == "socket.getaddrinfo" else _host(arguments[1])
    if not is_here(host):
        raise RuntimeError(f"A test tried to reach {host!r}. Tests stay on this machine.")


def _host(address: object) -> object:
    # A unix socket's address is a path, an internet one begins with the host.
    return address[0] if isinstance(address, tuple) else None


def _text(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host)
