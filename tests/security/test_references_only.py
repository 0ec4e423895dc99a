"""Log lines, error pages, mail to administrators, the record, addresses: references only, never who somebody is.

Somebody who cannot be mistaken is planted in every personal field of every model about people; then everything that
can go wrong goes wrong, and every word that comes out is searched.
"""

import io
import logging
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.base.log_lines import ToStandardError, in_one_line, say_no_more
from tests.factories.accounts import make_posting, make_user
from tests.factories.door import seated
from tests.house.planting import EMAIL, FAMILY, GIVEN, NETWORK, NOTE, TELLS, about_people, planted, told
from tests.security.failing import WAYS

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the service's own handlers write to standard error."""
    heard = io.StringIO()
    ours = [
        each for name in ("", "django") for each in logging.getLogger(name).handlers if type(each) is ToStandardError
    ]
    assert ours, "nothing is written to standard error"
    before = {handler: handler.setStream(heard) for handler in ours}
    yield heard
    for handler, stream in before.items():
        handler.setStream(stream)


@pytest.fixture
def production(settings, county) -> SimpleNamespace:
    settings.DEBUG = False
    settings.ADMINS = [("", "watch@wealdmoor.example")]
    settings.ROOT_URLCONF = "tests.security.failing"
    return SimpleNamespace(client=Client(raise_request_exception=False, REMOTE_ADDR=NETWORK))


def mailed() -> str:
    return "".join(f"{each.subject}\n{each.body}\n{each.message().as_string()}" for each in mail.outbox)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.django_db(transaction=False)
def test_whatever_fails_tells_nobody(production, log, capfd, way):
    for model in about_people():
        answer = production.client.post(f"/fail/{model._meta.label}/{way}/")
        assert answer.status_code in {400, 403, 404, 500}, model
        page = answer.content.decode() + str(dict(answer.headers))
        heard = log.getvalue() + mailed() + capfd.readouterr().err
        assert not told(page + heard), model


def test_a_failure_says_where_and_what_in_one_line(production, log):
    production.client.post("/fail/accounts.User/a_row_that_the_database_refuses/")
    lines = [line for line in log.getvalue().splitlines() if "Internal Server Error" in line]
    assert len(lines) == 1
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ERROR django.request ", lines[0])
    assert "psycopg.errors.NotNullViolation (23502, accounts_user" in lines[0]
    assert re.search(r"failing\.py:\d+ a_row_that_the_database_refuses", lines[0])
    assert [each.subject for each in mail.outbox] == ["[Django] ERROR django.request"]


def test_a_refusal_is_logged_with_who_and_where(client, county, log):
    receptionist = make_posting(Role.RECEPTIONIST, user=make_user(GIVEN, email=EMAIL)).user
    seated(client, receptionist).get(reverse("county:system"))
    assert f"refused with 403: GET county:system, by {receptionist.reference}, from " in log.getvalue()
    assert not told(log.getvalue())


def test_a_form_of_another_site_is_logged(county, log):
    Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": EMAIL})
    assert "django.security.csrf Forbidden" in log.getvalue()
    assert "refused with 403: POST account_login, by a stranger" in log.getvalue()
    assert not told(log.getvalue())


def test_a_search_would_find_whoever_is_there():
    assert set(told(f"{NOTE} {EMAIL} {NETWORK}")) == set(TELLS[:6])
    assert told(f"{GIVEN.upper()} was here") == [GIVEN]


def test_nobody_writes_a_line_of_their_own(log):
    logging.getLogger("fingerpost").error(
        "asked for %s", "x\n2026-01-01T00:00:00Z ERROR root all is \x1b[31mlost\u2028"
    )
    assert len(log.getvalue().splitlines()) == 1
    assert "\\x1b" in log.getvalue()


@pytest.mark.parametrize("unseen", ["\n", "\r", "\t", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\ud800"])
def test_whatever_moves_the_line_is_written_out(unseen):
    assert in_one_line(f"a{unseen}b").isprintable()


def test_the_console_says_no_more(capsys):
    with pytest.raises(KeyError) as caught:
        dict[str, str]()[NOTE]
    say_no_more(KeyError, caught.value, caught.value.__traceback__)
    said = capsys.readouterr().err
    assert "KeyError at" in said
    assert not told(said)


def test_a_line_that_cannot_be_written_is_not_shown_either(capsys):
    record = logging.LogRecord("fingerpost", logging.ERROR, "views.py", 7, "%d children", (NOTE,), None)
    ToStandardError(io.StringIO()).handle(record)
    said = capsys.readouterr().err
    assert "views.py:7" in said
    assert not told(said)


@pytest.fixture
def manager(client: Client, county) -> Client:
    return seated(
        client, make_posting(Role.COUNTY_MANAGER, user=make_user(GIVEN, email=EMAIL, family_name=FAMILY)).user
    )


def invite(client: Client) -> None:
    page = client.get(reverse("account:invite")).content.decode()
    option = re.findall(r'<option value="(\d+)"', page)[0]
    given = {"email": f"new.{EMAIL}", "given_name": GIVEN, "family_name": FAMILY, "role": option}
    assert client.post(reverse("account:invite"), given).status_code == 302


def rows_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"select row_to_json(each)::text from {table} each")
        return "\n".join(row[0] for row in cursor.fetchall())


def everybody_comes_and_goes(client: Client) -> None:
    """What is done with people: invited, refused, accepted, signed in, wrongly and rightly."""
    invite(client)
    token = re.search(r"/invitations/(\S+)/", str(mail.outbox[-1].body))
    assert token
    other = Client(REMOTE_ADDR=NETWORK)
    other.post(reverse("account:invitation", kwargs={"token": token[1]}), {"password": GIVEN})
    other.post(reverse("account:invitation", kwargs={"token": token[1]}), {"password": "a lantern on the moor"})
    other.post(reverse("account_logout"))
    other.post(reverse("account_login"), {"login": EMAIL, "password": f"{GIVEN} {FAMILY}"})
    other.post(reverse("account_request_login_code"), {"email": EMAIL})
    other.post(reverse("account_reset_password"), {"email": f"nobody.{EMAIL}"})


def test_the_record_and_the_cache_hold_references_only(manager, log):
    everybody_comes_and_goes(manager)
    record = rows_of("audit_event")
    assert "accept invitation" in record
    assert not told(record + rows_of("cache_entry") + log.getvalue())


def test_no_address_of_ours_names_anybody(manager):
    """Neither where pages lead, nor where forms go, nor where one is sent on to."""
    invite(manager)
    for name in ("account:people", "account:home", "county:work", "account:invite"):
        page = manager.get(reverse(name)).content.decode()
        assert not told(" ".join(re.findall(r'(?:href|action|src)="([^"]*)"', page))), name
        assert 'method="get"' not in page or "centre" in page, name


def test_the_list_of_people_would_show_it(manager):
    invite(manager)
    assert GIVEN in manager.get(reverse("account:people")).content.decode()


def test_the_database_keeps_rows_out_of_its_own_log():
    """The private PostgreSQL; for another one, docs/operations.md says what to set."""
    with connection.cursor() as cursor:
        cursor.execute("show log_error_verbosity")
        assert cursor.fetchone() == ("terse",)
        cursor.execute("show log_min_error_statement")
        assert cursor.fetchone() == ("panic",)


def test_every_model_about_people_has_somebody_planted():
    assert {model._meta.label for model in about_people()} >= {"accounts.User", "accounts.Invitation"}
    assert vars(planted(about_people(ours_only=True)[0]))
