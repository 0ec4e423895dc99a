"""The web server of a try-out: the one that production uses, on this machine only."""

import errno
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping

HERE = "127.0.0.1"
WORKERS = 2
# More threads than cores only queue up at the database; granian's own choice of hundreds exhausts its connections.
THREADS = 4
READY_SECONDS = 60
STOP_SECONDS = 15


class NotServing(Exception):
    """The server cannot serve; the message says why and what to do."""


def chosen_port(environment: Mapping[str, str]) -> int:
    """The port from PORT, 8000 without one. Raises NotServing if it is no port, or somebody else's."""
    given = environment.get("PORT") or "8000"
    if not (given.isascii() and given.isdigit() and 0 < int(given) < 65536):
        raise NotServing(f"PORT must be a number from 1 to 65535, not {given!r}.")
    _claim(int(given))
    return int(given)


def start(port: int, database: str | None = None) -> "subprocess.Popen[bytes]":
    """Start the server, on a database's address other than ours if one is given; it ends with this process."""
    options = {
        "--interface": "wsgi",
        "--host": HERE,
        "--port": str(port),
        "--http": "1",
        "--workers": str(WORKERS),
        "--blocking-threads": str(THREADS),
        "--log-level": "warning",
        # A worker whose database went away first may wait for it for ever.
        "--workers-kill-timeout": "5",
    }
    words = [word for pair in options.items() for word in pair]
    command = [*_with_us(), sys.executable, "-m", "granian", *words, "--no-ws", "--respawn-failed-workers"]
    given = os.environ | ({"DATABASE_URL": database} if database else {})
    return subprocess.Popen([*command, "fingerpost.wsgi:application"], start_new_session=True, env=given)


def wait_until_ready(server: "subprocess.Popen[bytes]", port: int) -> int:
    """Wait for the first answer and give its status. Raises NotServing if none comes."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if status := _answer(port):
            return status
        time.sleep(0.1)
    raise NotServing("The server did not start. What it said stands above.")


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Let the server finish what it is answering, then end it."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _claim(port: int) -> None:
    try:
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind((HERE, port))
    except PermissionError:
        raise NotServing(f"Port {port} is reserved for root. Choose another: PORT=8000 make run") from None
    except OSError as problem:
        if problem.errno != errno.EADDRINUSE:
            raise
        raise NotServing(
            f"Port {port} is already in use. Stop the program that uses it, "
            f"or choose another: PORT={_other(port)} make run"
        ) from None


def _other(port: int) -> int:
    return port + 1 if port < 65535 else 8000


def _answer(port: int) -> int | None:
    connection = http.client.HTTPConnection(HERE, port, timeout=READY_SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (ConnectionError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _with_us() -> list[str]:
    """Ask the kernel to end the server if we are killed; without setpriv it would then serve on without a database."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") and os.name == "posix" else []
