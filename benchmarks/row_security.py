"""`python -m benchmarks.row_security`: what the second lock costs, on the ten hottest queries about people.

60,000 families in 29 groups. Each query is timed with the policies and without, turn about, as the role that serves.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
import psycopg
from psycopg import Connection

from benchmarks.figures import Report, percentile

FAMILIES, GROUPS = 60_000, 29
MOST = 1.2
ROUNDS, TIMES = 15, 20
SCOPE = {
    "user": "7",
    "on": "2026-11-24",
    "groups": "{3}",
    "team": '{"group 3"}',
    "appoints": '{"receptionist group 3"}',
}

# As an installation of sixty thousand families has them; sensitive texts are as long as they are kept.
FILL = f"""
set fingerpost.machinery = 'everything';
insert into accounts_user (id, password, reference, email, given_name, family_name, is_active)
    select n, '!', 'u' || n, n || '@home.example', 'Robin', 'Marsh', true from generate_series(1, 3000) n;
insert into accounts_posting (reference, user_id, role, place_kind, group_id, valid_from)
    select 'p' || n, n, 'receptionist', 'group', 1 + n % {GROUPS}, '2026-01-01' from generate_series(1, 3000) n;
insert into families_family (id, reference, state, entered_on, restricted)
    select n, 'f' || n, 'open', date '2024-01-01' + n % 900, false from generate_series(1, {FAMILIES}) n;
insert into families_registration (family_id, group_id, valid_from)
    select n, 1 + n % {GROUPS}, '2024-01-01' from generate_series(1, {FAMILIES}) n;
insert into families_adult (id, reference, given_name, family_name, known_as, sought)
    select n, 'a' || n, 'Amara', 'Okoye', '', 'amara okoye ' || n from generate_series(1, {FAMILIES}) n;
insert into families_child (id, reference, given_name, family_name, known_as, sought, state, date_of_birth, born_with)
    select n, 'c' || n, 'Tobi', 'Okoye', '', 'tobi okoye ' || n, 'born', date '2023-01-01' + n % 900, ''
    from generate_series(1, {FAMILIES}) n;
insert into families_adultmembership (family_id, adult_id, living, valid_from)
    select n, n, 'here', '2024-01-01' from generate_series(1, {FAMILIES}) n;
insert into families_childmembership (family_id, child_id, living, valid_from)
    select n, n, 'here', '2024-01-01' from generate_series(1, {FAMILIES}) n;
insert into families_contact (reference, adult_id, kind, value, value_index, preferred, safe_to_call, safe_to_text,
    safe_for_voicemail, safe_to_email, valid_from)
    select 'k' || n, n, 'email', decode(md5(n::text), 'hex'), decode(md5('i' || n), 'hex'), true, false, false, false,
    false, '2024-01-01' from generate_series(1, {FAMILIES}) n;
"""
HOT = {
    "who signs in, by address": "select * from accounts_user where email = '7@home.example'",
    "who is looking": "select * from accounts_user where id = 7",
    "their postings": "select * from accounts_posting where user_id = 7",
    "their team": """select u.given_name from accounts_posting p join accounts_user u on u.id = p.user_id
        where p.group_id = 3""",
    "a page of the group's families": """select f.* from families_family f where f.state = 'open' and exists (
        select from families_registration r where r.family_id = f.id and r.group_id = 3
            and r.valid_from <= current_date)
        order by f.entered_on desc, f.id desc limit 25""",
    "how many families the group has": """select count(*) from families_family f where exists (
        select from families_registration r where r.family_id = f.id and r.group_id = 3)""",
    "a family's record": "select * from families_family where reference = 'f31'",
    "its adults": """select a.* from families_adultmembership m join families_adult a on a.id = m.adult_id
        where m.family_id = 31""",
    "its children": """select c.* from families_childmembership m join families_child c on c.id = m.child_id
        where m.family_id = 31""",
    "a contact by its blind index": "select * from families_contact where value_index = decode(md5('i31'), 'hex')",
}
PER_ROW = """
create function by_row(family bigint) returns boolean language plpgsql stable as $$ begin return exists (
    select from families_registration r where r.family_id = family
        and r.group_id = any (current_setting('fingerpost.groups')::bigint[])); end $$;
alter policy scope on families_family using (by_row(id))
"""


def main() -> int:
    """Measure; 1 if a limit was missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fingerpost.settings")
    os.environ.setdefault("FINGERPOST_TRY_OUT", "1")
    from fingerpost.launch.postgres import PrivatePostgres

    report = Report()
    with tempfile.TemporaryDirectory(prefix="fingerpost-rows-") as folder:
        server = PrivatePostgres(Path(folder) / "postgres")
        with server.in_use() as url:
            os.environ["DATABASE_URL"] = url
            django.setup()
            tables = _fill(server)
            with server.connection("fingerpost") as owner, psycopg.connect(server.serving_url) as serving:
                _measure(report, owner, serving, tables)
    return report.summary()


def _fill(server: Any) -> list[str]:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    call_command("grant_rights", verbosity=0)
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
    with server.connection("fingerpost") as owner:
        owner.execute("set session_replication_role = replica")  # the places that are pointed to are not needed
        for words in filter(str.strip, FILL.split(";\n")):
            owner.execute(words)
        owner.execute("vacuum analyze")
        found = owner.execute("select relname from pg_class where relforcerowsecurity").fetchall()
        return [str(name) for (name,) in found]


def _measure(report: Report, owner: Connection[Any], serving: Connection[Any], tables: list[str]) -> None:
    report.heading(f"With the second lock beside without, {FAMILIES:,} families")
    taken: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for lock in ("enable", "disable"):
            for table in tables:
                owner.execute(f"alter table {table} {lock} row level security")
            for name, words in HOT.items():
                taken.setdefault((name, lock), []).append(_seconds(serving, words, TIMES))
    for name in HOT:
        held, free = (percentile(taken[name, lock], 50) for lock in ("enable", "disable"))
        report.tell(f"{name}: {free * 1e3:.3f} ms without", held * 1e3, "ms")
        report.tell(f"{name}: times as long", held / free, "", at_most=MOST)
    _control(report, owner, serving, tables, percentile(taken["how many families the group has", "enable"], 50))


def _seconds(serving: Connection[Any], words: str, times: int) -> float:
    """What one takes, of many in one transaction that was told what it sees."""
    with serving.transaction():
        for name, value in SCOPE.items():
            serving.execute("select set_config(%s, %s, true)", [f"fingerpost.{name}", value])
        serving.execute(words).fetchall()
        started = time.perf_counter()
        for _ in range(times):
            serving.execute(words).fetchall()
        return (time.perf_counter() - started) / times


def _control(report: Report, owner: Connection[Any], serving: Connection[Any], tables: list[str], once: float) -> None:
    """The same rule as a call for each row: a limit that this kept would be no limit."""
    for table in tables:
        owner.execute(f"alter table {table} enable row level security")
    for words in PER_ROW.split(";\nalter"):
        owner.execute(words if words.lstrip().startswith("create") else f"alter{words}")
    by_row = _seconds(serving, HOT["how many families the group has"], 2)
    report.tell("the same, asked for each row", by_row * 1e3, "ms")
    report.control("a policy that is a call for each row costs more", found=by_row > MOST * once)


if __name__ == "__main__":
    sys.exit(main())
