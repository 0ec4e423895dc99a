"""Each table about people is locked in the database too; who may open the lock stands in a list, read in review."""

import ast
import re

import pytest
from django.apps import apps
from django.db import connection

from fingerpost.audit.queries.rights import could_see_past_row_security
from tests.house.pages import views
from tests.house.planting import about_people
from tests.house.tree import PACKAGE, sources

# Asked for row by row, a setting makes a list twenty times as slow as when it is asked for once.
ONCE = re.compile(r"SELECT \(*(?:COALESCE\()?NULLIF\(current_setting\(")

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
    "sharing/queries/released.py": {"share_for", "shared_with"},
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


@pytest.mark.django_db
def test_a_policy_asks_for_each_setting_once_a_query():
    with connection.cursor() as cursor:
        cursor.execute("select tablename, coalesce(qual, '') || coalesce(with_check, '') from pg_policies")
        found = dict(cursor.fetchall())
    assert found
    assert not [table for table, words in found.items() if words.count("current_setting(") != len(ONCE.findall(words))]


@pytest.mark.django_db
def test_whoever_serves_owns_nothing():
    assert not could_see_past_row_security()


def opening(tree: ast.Module) -> set[str]:
    """The functions that call `machinery(...)`, in themselves or as their decorator."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {function.name for function in functions if any(map(_opens, ast.walk(function)))}


def _opens(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "machinery"


def test_the_machinery_is_opened_where_it_is_known_to_be():
    found = {str(source.path.relative_to(PACKAGE)): opening(source.tree) for source in sources("src")}
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
