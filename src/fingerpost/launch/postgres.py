"""A private PostgreSQL for a try-out and for the tests: no port, no other user, nothing to install or to set up.

Every command that needs it starts it or joins it; the last to leave stops it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from fingerpost.launch.cluster import START_SECONDS, SUPERUSER, Cluster, Unavailable
from fingerpost.launch.home import home
from fingerpost.launch.occupancy import Occupancy, alone

ROLE = "fingerpost"
SERVING = "fingerpost_app"
MACHINERY = f"{SERVING}_machinery"
DATABASE = "fingerpost"
# The owner makes databases for the tests. Whoever serves may do nothing but what it is given, table by table.
POWERS = {ROLE: "CREATEDB", SERVING: "NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT"}


@dataclass
class PrivatePostgres(Cluster):
    """A cluster that the commands of one clone share."""

    folder: Path = field(default_factory=lambda: home() / "postgres")

    def __post_init__(self) -> None:
        super().__post_init__()
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
            if not self._answers_soon():
                self.launch()
                self._make_database()
                self._set_guard()
        return self.url

    def stop(self) -> None:
        """Stop counting as a user, and stop the server if nobody else uses it."""
        with self._users.leave() as last:
            if last:
                self.shut_down()

    @property
    def url(self) -> str:
        """The owner's address for DATABASE_URL, with the password in it: for the environment, never for a log."""
        return self._address(ROLE)

    @property
    def serving_url(self) -> str:
        """The same for whoever serves people: a role that owns nothing."""
        return self._address(SERVING)

    def _address(self, role: str) -> str:
        return f"postgres://{role}:{self.password}@/{DATABASE}?host={quote(str(self.socket), safe='')}"

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        if not self.running:
            return False
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

    def _answers_soon(self) -> bool:
        """Wait for a server that is starting, recovering or stopping; whether it answers in the end."""
        deadline = time.monotonic() + START_SECONDS
        while self.running and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(0.1)
        if self.running:
            raise Unavailable(f"The private PostgreSQL runs but does not answer. What it says is in {self.log}.")
        return False

    def _make_database(self) -> None:
        """The roles and the database that Django uses: the owner of its data and who serves, as in production."""
        with self.connection() as connection:
            for role, powers in POWERS.items():
                self._make_role(connection, role, powers)
            self._make_machinery(connection)
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                database = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(database.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))

    def _make_role(self, connection: "psycopg.Connection", role: str, powers: str) -> None:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            return
        # The password itself is in no statement, and so in no log.
        scrambled = connection.pgconn.encrypt_password(self.password.encode(), role.encode(), b"scram-sha-256").decode()
        words = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}")
        connection.execute(words.format(sql.Identifier(role), sql.SQL(powers), sql.Literal(scrambled)))

    def _make_machinery(self, connection: "psycopg.Connection") -> None:
        """A role that whoever serves can put on, and inherits nothing from: nobody comes to the database as it."""
        machinery, serving = sql.Identifier(MACHINERY), sql.Identifier(SERVING)
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [MACHINERY]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(machinery))
        connection.execute(sql.SQL("ALTER ROLE {} NOINHERIT").format(serving))
        connection.execute(sql.SQL("GRANT {} TO {}").format(machinery, serving))

    def _set_guard(self) -> None:
        if not self._guarded:
            self._users.guard(self.stop_command())
            self._guarded = True
