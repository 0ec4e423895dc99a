"""`fingerpost run` from start to stop, as a stranger would, on a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from fingerpost.launch.postgres import PrivatePostgres
from tests.launch.test_postgres import postmaster, until

# A shell that runs something in its background has it ignore Ctrl+C, and so what that starts; here it must be heard.
COMMAND = ["env", "--default-signal=INT", sys.executable, "-m", "fingerpost.launch.cli"]
NOT_OURS = ("DATABASE_URL", "SECRET_KEY", "HTTPS", "DJANGO_SETTINGS_MODULE")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A try-out's folder: the first test to use it fills it, the others start as one does the second time."""
    return tmp_path_factory.mktemp("clone")


@pytest.fixture
def environment(clone) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    rest = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return {**rest, "FINGERPOST_HOME": str(clone), "FINGERPOST_DEMO": "0", "PORT": str(port)}


@pytest.fixture
def running(environment) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen([*COMMAND, "run"], env=environment, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.said = []  # type: ignore[attr-defined]
        for line in process.stdout:
            process.said.append(line.rstrip())  # type: ignore[attr-defined]
            if "Ctrl+C" in line:
                break
        yield process
        process.kill()


def status(environment, path="/") -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}{path}", timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code


def is_closed(environment) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", int(environment["PORT"]))) != 0


def private(environment) -> PrivatePostgres:
    return PrivatePostgres(Path(environment["FINGERPOST_HOME"]) / "postgres")


def test_it_says_what_it_does_and_what_to_open(running, environment):
    said = "\n".join(running.said)
    for step in ("Private PostgreSQL", "Database tables", "Static files", "Web server", "in all"):
        assert step in said
    assert f"Open http://127.0.0.1:{environment['PORT']}/" in said
    assert status(environment, "/no-such-page/") == 404


def raw(environment, request: bytes, patience: float = 2) -> bytes:
    """What comes back for these very bytes, until the server closes or waits for more. patience: in seconds."""
    heard = b""
    with socket.create_connection(("127.0.0.1", int(environment["PORT"])), timeout=patience) as connection:
        connection.sendall(request)
        with suppress(TimeoutError, ConnectionResetError):
            while more := connection.recv(65536):
                heard += more
    return heard


def test_where_a_request_ends_is_not_open_to_two_opinions(running, environment):
    """Two lengths, or a length and chunks: the second request that hides behind the first is not answered."""
    hidden = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    start = b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    length = b"Content-Length: %d\r\n" % (len(hidden) + 5)
    two_lengths = start + length + b"Content-Length: 0\r\n\r\n" + b"0\r\n\r\n" + hidden
    odd_chunks = start + length + b"Transfer-Encoding: xchunked\r\n\r\n" + b"0\r\n\r\n" + hidden
    for request in (two_lengths, odd_chunks):
        assert b"ok\n" not in raw(environment, request)
    assert b"ok\n" in raw(environment, hidden, patience=30)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_all_that_it_started(running, environment, number):
    running.send_signal(number)
    assert running.wait(30) == (0 if number == signal.SIGINT else 143)
    assert not private(environment).running
    assert is_closed(environment)


def test_a_kill_leaves_nothing_running(running, environment):
    running.kill()
    assert until(lambda: not private(environment).running)
    assert until(lambda: is_closed(environment))


def test_a_killed_database_comes_back(running, environment):
    server = private(environment)
    killed = postmaster(server)
    os.kill(killed, signal.SIGKILL)
    assert until(lambda: server.running and server.answers())
    assert postmaster(server) != killed
    assert status(environment, "/no-such-page/") == 404


def test_the_second_start_has_nothing_left_to_do(running, environment):
    running.send_signal(signal.SIGINT)
    running.wait(30)
    with subprocess.Popen([*COMMAND, "run"], env=environment, text=True, stdout=subprocess.PIPE) as again:
        assert again.stdout
        said = [next(again.stdout) for _ in range(8)]
        again.send_signal(signal.SIGINT)
        again.wait(30)
    assert "✓ Database tables (up to date)\n" in said
    assert "✓ Static files (unchanged)\n" in said


def test_a_port_in_use_is_a_sentence_and_not_a_trace(running, environment):
    done = subprocess.run([*COMMAND, "run"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Port {environment['PORT']} is already in use." in done.stdout
    assert "Traceback" not in done.stderr


def test_a_database_of_ones_own_is_used_instead(environment, tmp_path):
    own = {**environment, "DATABASE_URL": os.environ["DATABASE_URL"], "FINGERPOST_HOME": str(tmp_path)}
    with subprocess.Popen([*COMMAND, "run"], env=own, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout
        said = [next(process.stdout) for _ in range(2)]
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert not any("Private PostgreSQL" in line for line in said)
    assert not private(own).data.exists()
