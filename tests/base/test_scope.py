"""What a transaction sees ends with it, whatever happens; who was told nothing sees nobody."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from fingerpost.accounts.models import User
from fingerpost.base import scope
from fingerpost.base.scope import (
    NOBODY,
    Machinery,
    PageScope,
    Scope,
    in_transaction,
    machinery,
    seen_by,
    tell,
    told,
    wholly,
)
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.both_engines, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def as_a_server():
    """A connection that was never told anything: a test's own is otherwise machinery."""
    set_for_the_connection("fingerpost.machinery", "")
    yield
    connection.cursor().execute("reset fingerpost.machinery")


def set_for_the_connection(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, false)", [name, value])


def people() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from accounts_user")
        return int(cursor.fetchone()[0])


@pytest.fixture
def kit(as_a_server) -> User:
    with machinery():
        make_user("Robin")
        return make_user("Kit")


def test_the_connection_is_of_the_role_that_serves():
    assert connection.settings_dict["USER"] == "fingerpost_app"


def test_nothing_said_is_nobody_seen(kit):
    assert people() == 0
    with seen_by(NOBODY):
        assert people() == 0


def test_somebody_sees_themselves(kit):
    with seen_by(Scope(user=kit.pk)):
        assert people() == 1


def test_machinery_sees_the_accounts(kit):
    with machinery():
        assert people() == 2


HAND = "fingerpost_app_machinery"


def hand() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        return str(cursor.fetchone()[0])


def test_the_machinery_of_families_puts_a_role_on_and_takes_it_off():
    with transaction.atomic():
        with machinery(Machinery.FAMILIES):
            assert hand() == HAND
            with seen_by(NOBODY):
                assert hand() == "fingerpost_app"
            assert hand() == HAND
        assert hand() == "fingerpost_app"
    assert hand() == "fingerpost_app"


def test_the_machinery_of_accounts_puts_none_on():
    with machinery():
        assert hand() == "fingerpost_app"


def fail_as_machinery() -> None:
    with transaction.atomic(), machinery(Machinery.FAMILIES):
        connection.cursor().execute("select 1 / 0")


def test_the_role_ends_with_what_the_database_refused():
    with transaction.atomic():
        with pytest.raises(DatabaseError):
            fail_as_machinery()
        assert hand() == "fingerpost_app"


def test_a_family_that_is_opened_within_leaves_the_role_on():
    with machinery(Machinery.FAMILIES), scope.opened(1):
        assert hand() == HAND


@pytest.fixture
def looked_up_anew():
    scope._hand_of.cache_clear()
    yield
    scope._hand_of.cache_clear()


def test_without_such_a_role_the_setting_is_enough(kit, looked_up_anew, monkeypatch):
    monkeypatch.setattr(scope, "_HAND", f"{scope._HAND} and false")
    with machinery(Machinery.FAMILIES):
        assert hand() == "fingerpost_app"
        assert people() == 2


def test_a_role_that_is_inherited_shows_nobody_anything(looked_up_anew, monkeypatch):
    monkeypatch.setattr(scope, "_HAND", "select 'anybody', true")
    with pytest.raises(ImproperlyConfigured, match="noinherit"), seen_by(NOBODY):
        pass


def test_what_was_seen_ends_with_the_transaction(kit):
    with seen_by(Scope(user=kit.pk)):
        pass
    assert people() == 0


def test_what_was_seen_ends_with_a_failure(kit):
    with pytest.raises(LookupError), seen_by(Scope(user=kit.pk)):
        raise LookupError
    assert people() == 0


@pytest.mark.parametrize("ends", [transaction.atomic, lambda: seen_by(NOBODY)])
def test_what_the_database_refused_leaves_nothing_seen(kit, ends):
    with pytest.raises(DatabaseError), seen_by(Scope(user=kit.pk)), ends():
        connection.cursor().execute("select 1 / 0")
    assert people() == 0


def test_a_part_of_a_transaction_gives_back_what_was_seen_before(kit):
    with seen_by(Scope(user=kit.pk)):
        with machinery():
            assert people() == 2
        assert people() == 1


def test_a_part_that_failed_gives_back_what_was_seen_before(kit):
    with seen_by(Scope(user=kit.pk)):
        with pytest.raises(LookupError), machinery():
            raise LookupError
        assert people() == 1


def test_the_next_to_use_the_connection_sees_nobody(kit):
    with seen_by(Scope(user=kit.pk)):
        number = connection.connection.info.backend_pid
    connection.close()
    assert number in {_backend() for _ in range(8)}, "the pool gave another connection each time"
    assert not told()["fingerpost.user"]


def _backend() -> int:
    connection.close()
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


def test_outside_a_transaction_nothing_is_said():
    with pytest.raises(transaction.TransactionManagementError):
        tell(NOBODY)


class Session(dict[str, str]):
    session_key = "a-key-of-no-browser"


def ask(view, user: str = ""):
    """Ask for a page as somebody's browser would; nobody's without a number."""
    request: Any = RequestFactory().get("/")
    request.session = Session({"_auth_user_id": user} if user else {})
    return PageScope(view)(request)


def counting(request) -> HttpResponse:
    return HttpResponse(str(people()))


def test_a_page_sees_who_came(kit):
    assert ask(counting, str(kit.pk)).content == b"1"


def test_the_next_page_does_not_see_them(kit):
    ask(counting, str(kit.pk))
    assert ask(counting).content == b"0"
    assert people() == 0


def test_a_session_with_nonsense_in_it_is_nobodys(kit):
    assert ask(counting, "1 or true").content == b"0"


def test_a_page_never_sees_everything():
    def everything(request):
        with pytest.raises(PermissionError), machinery(Machinery.EVERYTHING):
            pass
        with pytest.raises(PermissionError):
            scope.this_process_is_machinery()
        return HttpResponse()

    assert ask(everything).status_code == 200


def test_after_a_refusal_of_the_database_the_page_that_says_so_sees_nobody(kit):
    seen = []

    def failing(request):
        middleware = PageScope(failing)
        with pytest.raises(DatabaseError) as caught:
            connection.cursor().execute("select 1 / 0")
        middleware.process_exception(request, caught.value)
        seen.append(people())
        return HttpResponse(status=500)

    assert ask(failing, str(kit.pk)).status_code == 500
    assert seen == [0]


def test_an_operation_is_more_than_the_page_around_it(kit):
    from fingerpost.audit.operations import record

    def careless(request):
        with pytest.raises(transaction.TransactionManagementError):
            record("enter", kind="centre", reference="oak", by="a test")
        return HttpResponse()

    assert ask(careless, str(kit.pk)).status_code == 200


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (7, "7"),
        (True, "on"),
        (False, ""),
        (frozenset(), ""),
        (frozenset({2, 1}), '{"1","2"}'),
        (frozenset({"receptionist *"}), '{"receptionist *"}'),
    ],
)
def test_a_value_is_written_as_a_policy_reads_it(value, written):
    assert scope._text(value) == written


def test_machinery_of_a_transaction_of_its_own_is_told_all_that_any_other_is():
    set_for_the_connection("fingerpost.watch", "on")
    with machinery():
        by_itself = told()
    with transaction.atomic(), machinery():
        within = told()
    set_for_the_connection("fingerpost.watch", "")
    assert by_itself == within == Scope(machinery=Machinery.ACCOUNTS).settings()


@pytest.mark.parametrize("within", [nullcontext, transaction.atomic])
def test_what_is_done_wholly_is_done_or_not_and_then_sees_no_more(kit, within):
    with within():
        with pytest.raises(ZeroDivisionError), wholly(Machinery.ACCOUNTS):
            raise ZeroDivisionError(make_user("Sam"))
        with wholly(Machinery.ACCOUNTS):
            assert people() == 2
            make_user("Toni")
        assert people() == 0
    with machinery():
        assert people() == 3


def test_a_database_that_went_away_is_said_to_be_away(kit):
    number = connection.connection.info.backend_pid
    with psycopg.connect(**connection.get_connection_params()) as another:
        another.execute("select pg_terminate_backend(%s, 10000)", [number])
    with pytest.raises(OperationalError), machinery():
        pytest.fail("nothing is done without a database")
    connection.close()
    with machinery():
        assert people() == 2


def test_a_thread_knows_whether_it_is_in_a_transaction():
    with ThreadPoolExecutor(1) as another:
        assert not in_transaction()
        with transaction.atomic():
            assert in_transaction()
            assert not another.submit(in_transaction).result()
        assert not in_transaction()
