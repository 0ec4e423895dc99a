"""The private PostgreSQL: what it is, whom it lets in, and what it survives."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from fingerpost.launch import cluster
from fingerpost.launch.cluster import Unavailable
from fingerpost.launch.identity import Identity, NoIdentity
from fingerpost.launch.postgres import PrivatePostgres

PATIENCE = 20


def asked(server: PrivatePostgres, query: str) -> object:
    with server.connection() as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def postmaster(server: PrivatePostgres) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def until(happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.05)
    return happened()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("lc_collate", "C"),
        ("listen_addresses", ""),
        ("unix_socket_permissions", "0700"),
    ],
)
def test_settings(server, setting, value):
    if setting == "lc_collate":
        assert asked(server, "SELECT datcollate FROM pg_database WHERE datname = 'fingerpost'") == value
    else:
        assert asked(server, f"SHOW {setting}") == value


@pytest.mark.parametrize("extension", ["btree_gist", "pg_trgm", "unaccent"])
def test_the_owner_of_the_database_may_create_what_the_migrations_need(server, extension):
    with server.connection("fingerpost", user="fingerpost") as connection:
        connection.execute(f"CREATE EXTENSION {extension}")


def test_the_role_of_the_product_is_no_superuser(server):
    assert asked(server, "SELECT rolsuper FROM pg_roles WHERE rolname = 'fingerpost'") is False


def test_the_address_works_as_it_stands(server):
    with psycopg.connect(server.url) as connection:
        assert connection.info.user == "fingerpost"


def test_the_password_is_in_no_log(server):
    assert server.password not in server.log.read_text()


def test_no_network_port_is_open(server):
    group = [postmaster(server), *children_of(postmaster(server))]
    ours = {link for pid in group for link in open_sockets(pid)}
    listening = {f"socket:[{inode}]" for inode in tcp_listeners()}
    assert ours
    assert not ours & listening


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def open_sockets(pid: int) -> set[str]:
    """The sockets of a process; of one that ended meanwhile, or closed some, those that are left."""
    links = set()
    with suppress(FileNotFoundError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                links.add(str(link.readlink()))
    return {link for link in links if link.startswith("socket:")}


def tcp_listeners() -> set[str]:
    lines = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return {line[9] for line in lines if line[3] == "0A"}


def test_whoever_reaches_the_socket_still_needs_the_password(server):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=str(server.socket), user="postgres", dbname="postgres", password="a guess")


def test_everything_is_closed_to_other_users(server):
    for path in (server.folder, server.data, server.socket):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE((server.folder / "password").stat().st_mode) == 0o600


def test_no_folder_above_is_opened_wider(tmp_path, new_server):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    above = [closed, *closed.parents]
    before = [(path.stat().st_mode, path.stat().st_uid) for path in above]
    new_server(closed / "clone" / "postgres").start()
    assert [(path.stat().st_mode, path.stat().st_uid) for path in above] == before


def test_a_second_start_keeps_the_data(tmp_path, new_server):
    first = new_server(tmp_path)
    first.start()
    with first.connection() as connection:
        connection.execute("CREATE TABLE kept ()")
    first.stop()
    again = new_server(tmp_path)
    again.start()
    assert asked(again, "SELECT count(*) FROM kept") == 0


def test_two_clones_do_not_disturb_each_other(tmp_path, new_server):
    one, other = new_server(tmp_path / "one"), new_server(tmp_path / "other")
    assert one.start() != other.start()
    one.stop()
    assert not one.running
    assert other.answers()


def test_two_commands_in_one_clone_share_one_server(tmp_path, new_server):
    one, other = new_server(tmp_path), new_server(tmp_path)
    assert one.start() == other.start()
    one.stop()
    assert other.answers()
    other.stop()
    assert not other.running


def test_a_copied_clone_has_a_server_of_its_own(tmp_path, new_server):
    deep = tmp_path / ("deep" * 30)
    one = new_server(deep / "one")
    one.start()
    copy = deep / "copy"
    copy.mkdir(mode=0o700)
    (copy / "socket-folder").write_text((one.folder / "socket-folder").read_text())
    other = new_server(copy)
    other.start()
    assert other.socket != one.socket


def test_a_deep_clone_leaves_nothing_outside(tmp_path, new_server):
    server = new_server(tmp_path / ("deep" * 30))
    server.start()
    elsewhere = server.socket
    assert tmp_path not in elsewhere.parents
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o700
    server.stop()
    assert not elsewhere.exists()


def test_a_killed_server_starts_again(tmp_path, new_server):
    server = new_server(tmp_path)
    server.start()
    os.kill(postmaster(server), signal.SIGKILL)
    assert until(lambda: not server.running)
    server.start()
    assert server.answers()


def test_a_process_that_got_the_dead_servers_number_is_no_obstacle(tmp_path, new_server):
    server = new_server(tmp_path)
    server.start()
    noted = (server.data / "postmaster.pid").read_text()
    os.kill(postmaster(server), signal.SIGKILL)
    assert until(lambda: not server.running)
    with subprocess.Popen(["sleep", "60"]) as somebody_else:
        (server.data / "postmaster.pid").write_text(re.sub(r"\A\d+", str(somebody_else.pid), noted))
        server.start()
        assert somebody_else.poll() is None
        somebody_else.kill()
    assert server.answers()


def test_a_first_start_that_was_cut_short_is_begun_anew(tmp_path, new_server):
    (tmp_path / "data.unfinished").mkdir()
    (tmp_path / "data.unfinished" / "PG_VERSION").write_text("18")
    server = new_server(tmp_path)
    server.start()
    assert server.answers()


LAUNCHER = """
import sys, time
from pathlib import Path
from fingerpost.launch.postgres import PrivatePostgres
PrivatePostgres(Path(sys.argv[1])).start()
print("started", flush=True)
time.sleep(60)
"""


def test_a_server_whose_launcher_was_killed_is_stopped(tmp_path, new_server):
    launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER, str(tmp_path)], stdout=subprocess.PIPE)
    with launcher:
        assert launcher.stdout
        assert launcher.stdout.readline() == b"started\n"
        server = new_server(tmp_path)
        assert server.running
        launcher.kill()
    assert until(lambda: not server.running)


def test_a_killed_launcher_leaves_the_server_to_others(tmp_path, new_server):
    launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER, str(tmp_path)], stdout=subprocess.PIPE)
    server = new_server(tmp_path)
    with launcher:
        assert launcher.stdout
        launcher.stdout.readline()
        server.start()
        launcher.kill()
    assert server.answers()


def test_data_of_another_version_is_refused_in_words(tmp_path, new_server):
    server = new_server(tmp_path)
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(Unavailable, match="made by PostgreSQL 12"):
        new_server(tmp_path).start()


def test_a_machine_without_another_identity_is_told_what_to_do(tmp_path, new_server, monkeypatch):
    def nobody(**_: object) -> Identity:
        raise NoIdentity

    monkeypatch.setattr(cluster, "identity_for", nobody)
    with pytest.raises(Unavailable, match="DATABASE_URL"):
        new_server(tmp_path).start()
