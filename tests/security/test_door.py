"""Passwords, codes, sessions: what a standard asks of them beyond what people see."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.models import User
from fingerpost.accounts.vocabulary import Role
from tests.factories.accounts import PASSWORD, make_posting, make_user
from tests.factories.door import add_app, by_password, code_in_mail, fully, seated

pytestmark = pytest.mark.django_db

LONG = "  Ærøskøbing, a lantern, " + "and one more " * 9
HOME = "account:home"


@pytest.fixture(autouse=True)
def _wealdmoor(county):
    """The pages name the authority."""


def is_in(client: Client) -> bool:
    return bool(client.get(reverse(HOME)).status_code == 200)


def change(client: Client, old: str, new: str):
    return client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new})


def test_a_long_password_is_kept_to_its_last_letter_and_space(client):
    robin = make_user()
    seated(client, robin)
    assert change(client, PASSWORD, LONG).status_code == 302
    assert not is_in(by_password_of(robin, LONG.strip()))
    assert not is_in(by_password_of(robin, LONG.lower()))
    assert not is_in(by_password_of(robin, LONG[:72]))
    assert is_in(by_password_of(robin, LONG))


def by_password_of(user: User, password: str) -> Client:
    client = Client()
    by_password(client, user, password)
    return client


@pytest.mark.parametrize("length", [64, 128, 1000])
def test_a_password_may_be_very_long(length):
    validate_password(("a lantern on the moor " * 60)[:length], make_user())


@pytest.mark.parametrize("password", ["fingerpost 2026", "Wealdmoor1234", "Fingerpost!!!!!", "password1234"])
def test_our_own_names_and_common_ones_make_no_password(password):
    with pytest.raises(ValidationError, match="tried first"):
        validate_password(password, make_user())


def test_a_password_is_changed_only_with_the_one_of_now(client):
    robin = make_user()
    seated(client, robin)
    change(client, "not the one of now", LONG)
    assert is_in(by_password_of(robin, PASSWORD))


@pytest.mark.parametrize(
    ("name", "helped"),
    [("account_login", "current-password"), ("account_change_password", "new-password")],
)
def test_a_password_is_masked_and_managers_of_passwords_may_help(client, name, helped):
    if name != "account_login":
        seated(client, make_user())
    fields = re.findall(r"<input[^>]*name=\"(?:old)?password\d?\"[^>]*>", client.get(reverse(name)).content.decode())
    assert fields
    assert all('type="password"' in field and "readonly" not in field for field in fields)
    assert any(f'autocomplete="{helped}"' in field for field in fields)


def test_nobody_is_made_to_change_a_good_password(client, now):
    robin = make_user()
    with time_machine.travel(now + timedelta(days=3000)):
        by_password(client, robin)
        assert is_in(client)


def test_signing_in_begins_a_new_session_and_signing_out_ends_it(client):
    robin = make_user()
    client.post(reverse("account:passkey-options"))
    before = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    by_password(client, robin)
    assert is_in(client)
    token = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    assert before != token
    assert re.fullmatch(r"[a-z0-9]{32}", token), "165 bits"
    stolen = Client()
    stolen.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    assert is_in(stolen)
    client.post(reverse("account_logout"))
    assert not is_in(stolen)


def test_a_session_that_began_with_a_code_is_exchanged_too(client):
    robin = make_user()
    code = ask_for_code(client, robin)
    before = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    assert give(client, code)
    assert before != client.cookies[django_settings.SESSION_COOKIE_NAME].value


def test_a_session_made_up_by_a_stranger_is_none(client):
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "a" * 32
    by_password(client, make_user())
    assert client.cookies[django_settings.SESSION_COOKIE_NAME].value != "a" * 32


def test_an_account_that_is_closed_has_no_session_left(client):
    robin = make_user()
    seated(client, robin)
    User.objects.filter(pk=robin.pk).update(is_active=False)
    assert not is_in(client)


def ask_for_code(client: Client, user: User) -> str:
    client.post(reverse("account_request_login_code"), {"email": user.email})
    return code_in_mail()


def give(client: Client, code: str) -> bool:
    client.post(reverse("account_confirm_login_code"), {"code": code})
    return is_in(client)


def test_a_code_works_once_and_only_in_the_browser_that_asked(client):
    robin, other = make_user(), Client()
    code = ask_for_code(client, robin)
    ask_for_code(other, make_user())
    assert not give(other, code)
    assert give(client, code)
    client.post(reverse("account_logout"))
    ask_for_code(client, robin)
    assert not give(client, code)


@pytest.mark.parametrize(("minutes", "works"), [(9, True), (11, False)])
def test_a_code_by_mail_works_for_ten_minutes(client, now, minutes, works):
    code = ask_for_code(client, make_user())
    with time_machine.travel(now + timedelta(minutes=minutes)):
        assert give(client, code) is works


def test_guessing_a_code_ends_it(client):
    code = ask_for_code(client, make_user())
    for _guess in range(3):
        assert not give(client, "WRONG1")
    assert not give(client, code)


def test_codes_are_long_enough_and_differ():
    codes = [ask_for_code(Client(), make_user()).replace("-", "") for _time in range(5)]
    assert len(set(codes)) == 5
    assert all(len(code) >= 6 and code.isalnum() for code in codes), "more than a thousand million"


def test_a_new_password_does_not_get_round_the_second_step(client):
    robin = make_user()
    add_app(robin)
    client.post(reverse("account_reset_password"), {"email": robin.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in_mail()})
    client.post(reverse("account_complete_password_reset"), {"password1": LONG, "password2": LONG})
    assert not is_in(client)
    answer = by_password(client, robin, LONG)
    assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_in(client)


def test_a_code_by_mail_does_not_get_round_the_second_step(client):
    robin = make_user()
    add_app(robin)
    assert not give(client, ask_for_code(client, robin))


def test_a_step_is_not_left_out(client):
    """The code's page without an address, the second step without the first, a new password without a code."""
    robin = make_user()
    add_app(robin)
    for name in ("account_confirm_login_code", "mfa_authenticate", "account_complete_password_reset"):
        client.post(reverse(name), {"code": "123456", "password1": LONG, "password2": LONG})
        assert not is_in(client)
    assert not is_in(by_password_of(robin, LONG))


def test_whoever_signed_in_a_while_ago_proves_it_before_ending_sessions(client, now):
    robin = make_user()
    elsewhere = seated(Client(), robin)
    seated(client, robin)
    with time_machine.travel(now + timedelta(minutes=11)):
        answer = client.post(reverse("account:end-sessions"), {"session": "others"})
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
        assert is_in(elsewhere)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.post(reverse("account:end-sessions"), {"session": "others"})
        assert not is_in(elsewhere)


def test_after_a_change_the_other_sessions_can_be_ended(client):
    robin = make_user()
    seated(Client(), robin)
    page = fully(client, robin).get(reverse(HOME)).content.decode()
    assert 'value="others"' in page


def test_the_address_that_one_signs_in_with_is_not_ones_own_to_change(client):
    robin = make_user()
    seated(client, robin)
    client.post(reverse("account_email"), {"email": "other@wealdmoor.example", "action_add": ""})
    assert EmailAddress.objects.get(user=robin).email == robin.email


def test_the_console_signs_somebody_out_or_everybody(client, capsys):
    robin, marsh = make_user(), make_user()
    one, other = seated(client, robin), seated(Client(), marsh)
    call_command("sign_out", robin.email.upper())
    assert (is_in(one), is_in(other)) == (False, True)
    call_command("sign_out", "--everybody")
    assert not is_in(other)
    assert not UserSession.objects.exists()
    assert capsys.readouterr().out == "1 sessions ended.\n" * 2


@pytest.mark.parametrize("nobody", ["nobody@wealdmoor.example", "", " "])
def test_the_console_says_whom_it_does_not_know_and_signs_out_nobody(client, nobody):
    seated(client, make_user())
    with pytest.raises(CommandError, match=r"Nobody signs in|is required"):
        call_command("sign_out", nobody)
    with pytest.raises(CommandError):
        call_command("sign_out")
    assert is_in(client)


def test_the_way_out_is_on_every_page_behind_the_door(client):
    seated(client, make_posting(Role.CENTRE_MANAGER).user)
    for name in (HOME, "centre:desk", "account:people", "account:invite", "mfa_index", "account_change_password"):
        assert f'action="{reverse("account_logout")}"' in client.get(reverse(name)).content.decode(), name


def test_a_forged_address_of_a_proxy_is_not_believed(client):
    by_password(client, make_user(), HTTP_X_FORWARDED_FOR="203.0.113.9", HTTP_X_REAL_IP="203.0.113.9")
    assert UserSession.objects.get().ip == "127.0.0.1"


def test_http_stays_http_whatever_a_visitor_says_of_a_proxy(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get(reverse("public:about"), headers={"x-forwarded-proto": "https", "x-forwarded-ssl": "on"})
    assert answer.headers["Location"].startswith("https://")


def test_another_host_is_not_answered(client, settings):
    settings.ALLOWED_HOSTS = ["centres.council.example"]
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    forged = {"host": "centres.council.example", "x-forwarded-host": "evil.example"}
    assert b"evil.example" not in client.get("/", headers=forged).content


@pytest.mark.parametrize("address", ["a@wealdmoor.example\nBcc: b@elsewhere.example", "a@b.example, c@d.example"])
def test_an_address_brings_no_further_header_or_reader(client, address):
    client.post(reverse("account_request_login_code"), {"email": address})
    client.post(reverse("account_reset_password"), {"email": address})
    assert mail.outbox == []


def test_a_parameter_given_twice_counts_once(client):
    robin, marsh = make_user(), make_user()
    answer = client.post(reverse("account_login"), {"login": [robin.email, marsh.email], "password": ["x", PASSWORD]})
    assert answer.status_code == 302
    assert str(marsh.name) in client.get(reverse(HOME)).content.decode()


def test_a_field_that_is_not_in_the_form_changes_nothing(client):
    robin = make_user()
    seated(client, robin)
    more = {"is_active": "", "email": "x@wealdmoor.example", "user": "1", "role": "system_administrator"}
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": LONG, "password2": LONG} | more
    )
    client.post(reverse("account:choose"), more)
    robin.refresh_from_db()
    assert robin.is_active
    assert robin.email != "x@wealdmoor.example"
    assert not robin.postings.told("a test").exists()


def test_a_file_is_thrown_away_as_it_comes(client, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    big = tmp_path / "cat.exe"
    big.write_bytes(b"MZ" * 3_000_000)
    with big.open("rb") as file:
        answer = client.post(reverse("account_login"), {"login": file, "password": "x"})
    assert answer.status_code == 200
    assert [each.name for each in tmp_path.iterdir()] == ["cat.exe"]


def test_too_large_a_form_is_refused(client):
    assert client.post(reverse("account_login"), {"login": "x" * 3_000_000}).status_code == 400
    assert client.post(reverse("account_login"), {f"f{number}": "" for number in range(1001)}).status_code == 400


def test_a_passkey_must_know_its_owner(client):
    """The telephone asks for a finger, a face or a number; without that it would be one factor only."""
    asked = client.post(reverse("account:passkey-options")).json()
    assert asked["publicKey"]["userVerification"] == "required"
    seated(client, make_user())
    made = client.post(reverse("account:new-passkey-options")).json()
    assert made["publicKey"]["authenticatorSelection"]["userVerification"] == "required"
