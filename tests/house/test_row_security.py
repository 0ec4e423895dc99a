"""Each table about people is locked in the database too; who may open the lock stands in a list, read in review."""

import ast
import re

import pytest
from django.apps import apps
from django.db import connection

from fingerpost.audit.operations.rights import WATCHED
from fingerpost.audit.queries.rights import could_see_past_row_security, inherits_the_machinery
from fingerpost.launch.postgres import MACHINERY
from tests.house.pages import views
from tests.house.planting import about_people
from tests.house.tree import PACKAGE, sources

# Where the machinery is opened: for the accounts, or for deciding who may see a family and for changing one.
OPENED = {
    "accounts/operations.py": {"end_posting"},
    "accounts/queries.py": {"people_on_record", "reference_of", "seats_on_record"},
    "families/queries/doubles.py": {
        "_weighed_today",
        "doubles_among",
        "everybody",
        "likely_doubles",
        "likely_doubles_of",
        "members_of",
    },
    "families/queries/facts.py": {"facts_of", "near_to"},
    "families/queries/glass.py": {"opening_for", "through_glass", "to_review"},
    "families/queries/lists.py": {"_with_names"},
    "families/queries/looked.py": {"own_family_with_looks", "who_looked"},
    "families/queries/looking.py": {"circumstances"},
    "families/queries/own.py": {"own_family"},
    "families/queries/pairs.py": {"alike_on_record", "meeting_of", "merger_for", "pair_for", "pairs_that_wait"},
    "families/queries/records.py": {"family_for", "_warnings"},
    "registration/queries/scans.py": {"picture"},
    "registration/queries/filled.py": {"link_works", "own_form"},
    "sharing/queries/choices.py": {"own_choices"},
    "sharing/queries/ledger.py": {"family_sharing"},
    "sharing/queries/own_shares.py": {"own_sharing"},
    "sharing/queries/planning.py": {"sharing_plan", "would_show"},
    "sharing/queries/released.py": {"share_for"},
    "sharing/queries/shared.py": {"how_many_shared", "shared_with"},
}
WHOLE_ROOMS = ("families/operations/", "registration/operations/", "sharing/operations/")
DOORS = {
    "account_complete_password_reset",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_email_verification_sent",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account:invitation",
    "account:passkey-options",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
}


def locked(table: str) -> tuple[bool, bool, int]:
    """Whether row security is on, whether it holds the owner too, and how many policies there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select relrowsecurity, relforcerowsecurity, (select count(*) from pg_policy where polrelid = c.oid)
            from pg_class c where oid = to_regclass(%s)""",
            [table],
        )
        on, forced, policies = cursor.fetchone()
        return bool(on), bool(forced), int(policies)


@pytest.mark.django_db
@pytest.mark.parametrize("model", about_people(), ids=lambda model: model._meta.label)
def test_a_table_about_people_is_locked(model):
    on, forced, policies = locked(model._meta.db_table)
    assert on, "row_security(...) in a migration, from fingerpost.base.policies"
    assert forced
    assert policies


@pytest.mark.django_db
def test_an_open_table_would_be_seen():
    assert locked("places_centre") == (False, False, 0)


def asked_for_each_row(words: str) -> int:
    """How many settings a policy asks for outside a question of its own, `(SELECT …)`."""
    within, rows = [False], 0
    for part in re.findall(r"\( ?SELECT\s|current_setting\(|[()]", words):
        if part == "current_setting(":
            rows += not within[-1]
        if part == ")":
            within.pop()
        else:
            within.append(within[-1] or "SELECT" in part)
    return rows


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("(user_id = ( SELECT (current_setting('user'::text, true))::bigint AS x))", 0),
        ("(user_id = (current_setting('user'::text, true))::bigint)", 1),
        ("((id = ( SELECT 1)) OR (current_setting('a') = ( SELECT coalesce(current_setting('b')))))", 1),
    ],
)
def test_a_setting_that_is_asked_for_row_by_row_is_seen(words, rows):
    assert asked_for_each_row(words) == rows


@pytest.mark.django_db
def test_a_policy_asks_for_each_setting_once_a_query():
    """Asked for row by row, a setting makes a list twenty times as slow as when it is asked for once."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename, coalesce(qual, '') || coalesce(with_check, '') from pg_policies")
        found = cursor.fetchall()
    assert any("current_setting(" in words for _, words in found)
    assert not [table for table, words in found if asked_for_each_row(words)]


@pytest.mark.django_db
def test_a_policy_that_names_a_role_is_for_the_machinery_alone():
    with connection.cursor() as cursor:
        cursor.execute("select distinct policyname, roles, qual from pg_policies where roles <> '{public}'")
        assert cursor.fetchall() == [(MACHINERY, [MACHINERY], "true")]


@pytest.mark.django_db
def test_the_machinery_is_shown_nothing_that_only_a_command_sees():
    with connection.cursor() as cursor:
        cursor.execute(
            """select tablename from pg_policies where qual like '%%''everything''%%' and qual not like '%%families%%'
            union select tablename from pg_policies group by tablename having not %s = any (array_agg(policyname))""",
            [MACHINERY],
        )
        assert {table for (table,) in cursor.fetchall()} == set(WATCHED)


@pytest.mark.django_db
def test_whoever_serves_owns_nothing_and_inherits_nothing():
    assert not could_see_past_row_security()
    assert not inherits_the_machinery()


def opening(tree: ast.Module) -> set[str]:
    """The functions that call `machinery(...)` or `wholly(...)`, in themselves or as their decorator."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {function.name for function in functions if any(map(_opens, ast.walk(function)))}


def _opens(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"machinery", "wholly"}


def test_the_machinery_is_opened_where_it_is_known_to_be():
    found = {str(source.path.relative_to(PACKAGE)): opening(source.tree) for source in sources("src")}
    found["base/scope.py"] -= {"wholly"}  # which is the other of the two
    outside = {name: functions for name, functions in found.items() if functions and not name.startswith(WHOLE_ROOMS)}
    assert outside == OPENED


def test_the_doors_are_those_that_are_known():
    """The demonstration has one more, whose address is not even there otherwise."""
    assert {name for name, view in views().items() if getattr(view, "at_the_door", False)} == DOORS


def test_every_app_with_people_has_its_policies_in_one_place():
    labels = {model._meta.app_label for model in about_people(ours_only=True)}
    places = [
        PACKAGE / app.split(".")[-1] / "migrations" for app in (apps.get_app_config(each).name for each in labels)
    ]
    assert all(list(place.glob("*_row_security.py")) for place in places)
