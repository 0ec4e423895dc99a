"""A PostgreSQL of its own with nothing in it but the record, for measuring and for tampering with it.

Of its own, because entries are sealed only when no older transaction runs anywhere on the server.
"""

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import Connection, sql

from fingerpost.launch.cluster import UNSAFE_BUT_FAST, wheel_binaries
from fingerpost.launch.postgres import ROLE, PrivatePostgres

EMPTY = "empty_record"
# Entries as different as those that the product writes.
FILL = """
insert into audit_event (at, verb, operation, actor, posting, desk, origin, subject_kind, subject_reference, others,
    because, why, counts)
select timestamptz '2026-11-02 08:00+00' + n * interval '7 seconds',
    (array['wrote', 'read', 'read', 'refused'])[1 + n %% 4],
    'see family', 'user ' || substr(md5((n %% 97)::text), 1, 10), substr(md5((n %% 101)::text), 1, 10),
    (array['centre', 'partner', 'county'])[1 + n %% 3], substr(md5((n %% 11)::text), 1, 16), 'family',
    substr(md5(n::text), 1, 10), case when n %% 5 = 0 then array[substr(md5((n + 1)::text), 1, 10)] else '{}' end,
    'You work with this family.', case when n %% 7 = 0 then 'A visit is planned' else '' end,
    jsonb_build_object('records', 1 + n %% 25)
from generate_series(1, %s) n
"""


@dataclass
class Ledger:
    """The server, and as many databases on it as are asked for."""

    server: PrivatePostgres
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def prepare(self) -> None:
        """Make the tables once, in a database that the others are copied from."""
        self._make(EMPTY, "template0")
        with self._looked_at(EMPTY):
            call_command("migrate", "audit", verbosity=0, interactive=False)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """An empty record in a database of its own, which Django's connection points at; gives its name."""
        name = f"record_{next(self._numbers)}"
        self._make(name, EMPTY)
        with self._looked_at(name):
            yield name

    def superuser(self, database: str) -> Connection[Any]:
        """A connection that may do anything, also what no trigger hinders."""
        return psycopg.connect(self._address(database, "postgres"), autocommit=True)

    def writer(self, database: str) -> Connection[Any]:
        """Another connection of the role that owns the tables; nothing is committed by itself."""
        return psycopg.connect(self._address(database, ROLE))

    def _address(self, database: str, user: str) -> str:
        return psycopg.conninfo.make_conninfo(
            host=str(self.server.socket), user=user, password=self.server.password, dbname=database
        )

    def _make(self, name: str, template: str) -> None:
        words = sql.SQL("create database {} template {} owner {}")
        with self.server.connection() as connection:
            connection.execute(words.format(sql.Identifier(name), sql.Identifier(template), sql.Identifier(ROLE)))

    @contextmanager
    def _looked_at(self, name: str) -> Iterator[None]:
        before = connections["default"]
        there = connections.create_connection("default")
        there.settings_dict = settings.DATABASES["default"] | {
            "NAME": name,
            "USER": ROLE,
            "PASSWORD": self.server.password,
            "HOST": str(self.server.socket),
            "PORT": "",
            "OPTIONS": {},
        }
        connections["default"] = there
        try:
            yield
        finally:
            there.close()
            connections["default"] = before


@contextmanager
def ledger(binaries: Path | None = None) -> Iterator[Ledger]:
    """Start the server in a temporary folder and take it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="fingerpost-record-") as folder:
        server = PrivatePostgres(
            Path(folder) / "postgres", binaries=binaries or wheel_binaries(), settings=UNSAFE_BUT_FAST
        )
        with server.in_use():
            made = Ledger(server)
            made.prepare()
            yield made


def fill(connection: Connection[Any], entries: int) -> None:
    """So many entries in one transaction."""
    with connection.transaction():
        connection.execute(FILL, [entries])
