"""`python -m benchmarks.row_security`: what the second lock costs, on the hottest queries about people.

60,000 families in 29 groups. The queries are those that the service asks for a page of a group's families, a search
and a record: they are caught on their way, and asked again as the service asks them, prepared, through Django. Turn
about as the role that serves and as another that row security does not hold, both told the same. What counts is
processor time, ours and PostgreSQL's together, in the quieter of the turns: other work counts for little.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import django
from psycopg import Connection

from benchmarks.figures import Report

FAMILIES, GROUPS = 60_000, 29
MOST = 1.2
ROUNDS, TIMES = 40, 25
WARM = 24  # until both sides keep a plan
ON = date(2026, 11, 24)
BESIDE = "beside"  # the lock does not hold them
SOMEBODY = 7  # a receptionist of group 8
SESSION_KEY = "8f14e45fceea167a5a36dedd4bea2543"

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
insert into families_adult (id, reference, given_name, family_name, known_as, sought, language)
    select n, 'a' || n, 'Amara', 'Okoye', '', 'amara okoye ' || n, '' from generate_series(1, {FAMILIES}) n;
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
update families_family set restricted = true, restricted_why = decode(md5('why'), 'hex') where id % 100 = 0;
insert into families_familyworker (family_id, user_id, valid_from)
    select n * 100, 1 + n % 3000, '2024-01-01' from generate_series(1, {FAMILIES} / 100) n;
insert into families_care (valid_from, relationship, responsibility, adult_id, child_id)
    select '2024-01-01', 'mother', 'yes', n, n from generate_series(1, {FAMILIES}) n;
insert into django_session (session_key, session_data, expire_date)
    select md5(n::text), repeat('x', 400), '2027-01-01' from generate_series(1, 5000) n;
insert into usersessions_usersession (user_id, session_key, ip, user_agent, created_at, last_seen_at, data)
    select 1 + n % 3000, md5(n::text), '127.0.0.1', 'Firefox', now(), now(), '{{}}' from generate_series(1, 5000) n;
insert into places_localauthority (id, code, name, slug, centre_word, centre_word_plural, telephone,
    family_information_telephone, family_information_url, safeguarding_telephone, website, brand_colour, accent_colour,
    logo_svg, wording, is_demonstration, attribution, ons_code, revision, glass_hours, glass_review_hours)
    values (1, 'w', 'Wealdmoor', 'wealdmoor', 'centre', 'centres', '', '', '', '', '', '', '', '', '{{}}', false, '',
    '', 0, 24, 48);
insert into places_centregroup (id, valid_from, register_number, name, slug, website, authority_id)
    select n, '2020-01-01', 'r' || n, 'Group ' || n, 'group-' || n, '', 1 from generate_series(1, {GROUPS}) n;
create role {BESIDE} login password '{BESIDE}' bypassrls in role fingerpost_app;
"""
# What a query is called here: the page asks for it in this step, and this stands in it.
HOT = {
    "the session": ("session", "django_session"),
    "who is looking": ("user", "accounts_user"),
    "their postings": ("postings", '"accounts_posting"'),
    "the families that concern them": ("families", "families_adult"),
    "their team": ("team", '"accounts_posting"'),
    "how many families the group has": ("list", "COUNT("),
    "a page of them": ("list", '"list_adults"'),
    "a family's record": ("record", '"worker_names"'),
    "its adults": ("record", 'FROM "families_adultmembership" INNER'),
    "how they are reached": ("record", 'FROM "families_contact"'),
    "its children": ("record", 'FROM "families_childmembership" INNER'),
    "families found by a name": ("find", "LIKE"),
    "a page of those": ("find", '"list_adults"'),
}
TEN = set(list(HOT)[:4] + list(HOT)[5:11])  # of every page of the centre's desk, of its list, and of a record
PER_ROW = """
create function by_row(family bigint) returns boolean language plpgsql stable as $$ begin return exists (
    select from families_registration r where r.family_id = family
        and r.group_id = any (current_setting('fingerpost.groups')::bigint[])); end $$;
alter policy scope on families_family using (by_row(id))
"""


@dataclass(frozen=True)
class Question:
    """A query as the service asked it, and what its transaction had been told."""

    words: str
    values: Any
    told: dict[str, str]


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
            _fill(server)
            measure(report, server)
    return report.summary()


def _fill(server: Any) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("grant_rights", verbosity=0)
    _hang_up()
    with server.connection("fingerpost") as owner:
        owner.execute("set session_replication_role = replica")  # the places that are pointed to are not needed
        for words in filter(str.strip, FILL.split(";\n")):
            owner.execute(words)
        owner.execute("vacuum analyze")


def _hang_up() -> None:
    from django.db import connections

    for one in connections.all():
        one.close()
        one.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own


def measure(report: Report, server: Any) -> None:
    """Every query, with the lock and without."""
    from django.db import connections

    from fingerpost.launch.postgres import SERVING

    default = connections.settings["default"]
    connections.settings["default"] = default | {"USER": SERVING}
    connections.settings[BESIDE] = default | {"USER": BESIDE, "PASSWORD": BESIDE}
    del connections["default"]  # made for the owner, it would stay the owner's
    try:
        report.heading(f"With the second lock beside without, {FAMILIES:,} families")
        questions = asked()
        taken = {name: _by_turns(question) for name, question in questions.items()}
        for name, (held, free) in taken.items():
            report.tell(f"{name}: {free * 1e3:.3f} ms without", held * 1e3, "ms")
            bound = {"at_most": MOST} if name in TEN else {}
            report.tell(f"{name}: times as long", held / free, "", **bound)
        _once_a_page(report, questions["a page of them"], taken)
        with server.connection("fingerpost") as owner:
            _control(report, owner, questions["how many families the group has"])
    finally:
        _hang_up()


def asked() -> dict[str, Question]:
    """The queries of a page of families, of a search and of a record, caught on their way to the database."""
    caught: list[tuple[str, Question]] = []
    _walk(caught)
    return {
        name: next(q for step, q in caught if step == where and what in q.words) for name, (where, what) in HOT.items()
    }


def _walk(caught: list[tuple[str, Question]]) -> None:
    from django.db import transaction

    from fingerpost.accounts import queries as accounts
    from fingerpost.accounts.models import User
    from fingerpost.accounts.sessions import SessionStore
    from fingerpost.base.scope import Scope, tell
    from fingerpost.families.queries import families_of_group, family_for, find_families
    from fingerpost.families.queries.reach import with_families

    with transaction.atomic(), _unrecorded():
        tell(Scope(user=SOMEBODY, on=ON))
        with _catching(caught, "session"):
            SessionStore(SESSION_KEY).load()
        with _catching(caught, "user"):
            me = User.objects.get(pk=SOMEBODY)
        with _catching(caught, "postings"):
            viewer, scope = accounts.arrived(me, on=ON)
        with _catching(caught, "families"):
            scope = with_families(scope, viewer)
        tell(scope)
        with _catching(caught, "team"):
            accounts.team(viewer, viewer.postings[0].reference, ON)
        with _catching(caught, "list"):
            listed = families_of_group(viewer=viewer, on=ON)
        with _catching(caught, "find"):
            find_families(viewer=viewer, on=ON, text="okoye 31")
        with _catching(caught, "record"):
            family_for(viewer=viewer, reference=listed.lines[0].reference, on=ON)


@contextmanager
def _unrecorded() -> Iterator[None]:
    """The looks are not put on record, and what was never encrypted is not read."""
    with ExitStack() as stack:
        for name in ("lists.record_read", "records.record_read", "records.contact_row"):
            stack.enter_context(mock.patch(f"fingerpost.families.queries.{name}"))
        yield


@contextmanager
def _catching(caught: list[tuple[str, Question]], step: str) -> Iterator[None]:
    from django.db import connection

    from fingerpost.base.scope import SESSION, told

    def note(execute: Any, words: str, values: Any, many: bool, context: Any) -> Any:
        role = connection.connection.execute("select current_setting('role')").fetchone()[0]
        caught.append((step, Question(words, values, told() | {SESSION: SESSION_KEY, "role": role})))
        return execute(words, values, many, context)

    with connection.execute_wrapper(note):
        yield


def _by_turns(question: Question) -> tuple[float, float]:
    """Seconds of processor time with the lock and without."""
    from django.db import transaction

    taken: dict[str, list[float]] = {"default": [], BESIDE: []}
    with transaction.atomic("default"), transaction.atomic(BESIDE), _on_one_core(taken):
        for who in taken:
            _tell(who, question.told)
        slow = max([_seconds(who, question, WARM) for who in taken]) > 0.003
        for number in range(ROUNDS):
            for who in sorted(taken, reverse=bool(number % 2)):
                taken[who].append(_seconds(who, question, 2 if slow else TIMES))
    return _typical(taken["default"]), _typical(taken[BESIDE])


@contextmanager
def _on_one_core(connected: Iterable[str]) -> Iterator[None]:
    """This process and both that answer it share one core. Otherwise one side may get the core next door, and each of
    its answers comes to a cold cache: the same query was seen to take twice as long, lock or not."""
    from django.db import connections

    cores = os.sched_getaffinity(0)
    processes = [0, *(connections[who].connection.info.backend_pid for who in connected)]
    for process in processes:
        os.sched_setaffinity(process, {min(cores)})
    try:
        yield
    finally:
        for process in processes:
            os.sched_setaffinity(process, cores)


def _typical(found: list[float]) -> float:
    """Of a quiet turn: a quarter of them was quicker. Even processor time grows when others empty the caches."""
    return statistics.quantiles(found, n=4)[0]


def _tell(who: str, said: dict[str, str]) -> None:
    from django.db import connections

    with connections[who].cursor() as cursor:
        for name, value in said.items():
            if who == BESIDE and name == "role":
                continue  # the lock does not hold them, whoever they are
            cursor.execute("select set_config(%s, %s, true)", [name, value])


def _seconds(who: str, question: Question, times: int) -> float:
    """Processor time of one, of so many: this process's, which asks and reads, and that of PostgreSQL's which answers.

    The clock on the wall would tell of what else the machine does.
    """
    from django.db import connections

    connection = connections[who]
    status = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")  # its first number: nanoseconds
    ours, theirs = time.thread_time_ns(), int(status.read_text().split()[0])
    for _ in range(times):
        with connection.cursor() as cursor:
            cursor.execute(question.words, question.values)
            cursor.fetchall()
    spent = time.thread_time_ns() - ours + int(status.read_text().split()[0]) - theirs
    return spent / times / 1e9


def _once_a_page(report: Report, page: Question, taken: dict[str, tuple[float, float]]) -> None:
    """Which families the group has is worked out with the first query of a page: beside both of the list's queries."""
    from django.db import transaction

    reach, forget = Question("select families_reach()", None, {}), {"fingerpost.kept_families_of": ""}
    found = []
    with transaction.atomic():
        _tell("default", page.told)
        for _ in range(ROUNDS):
            _tell("default", forget)
            found.append(_seconds("default", reach, 1))
    once = _typical(found)
    held, free = (sum(taken[name][which] for name in list(HOT)[5:7]) for which in (0, 1))
    report.tell("which families the group has, once a page", once * 1e3, "ms")
    report.tell("both queries of the list with that: times as long", (held + once) / free, "", at_most=MOST)


def _control(report: Report, owner: Connection[Any], question: Question) -> None:
    """The same rule as a call for each row: a limit that this kept would be no limit."""
    for words in PER_ROW.split(";\nalter"):
        owner.execute(words if words.lstrip().startswith("create") else f"alter{words}")
    held, free = _by_turns(question)
    report.tell("the same, asked for each row", held * 1e3, "ms")
    report.control("a policy that is a call for each row costs more", found=held > MOST * free)


if __name__ == "__main__":
    sys.exit(main())
