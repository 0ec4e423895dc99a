"""Coming in by the door, as a browser does: with a password and, where one is set up, an authenticator app."""

import re
import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.models import User
from tests.factories.accounts import PASSWORD


def add_app(user: User) -> str:
    """Give somebody an authenticator app; its secret."""
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str, *, later: int = 0) -> str:
    """What the app shows now, or some half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))


def by_password(client: Client, user: User, password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": user.email, "password": password} | more)


def fully(client: Client, user: User) -> Client:
    """Sign somebody in with both factors, by an app that is added to the account first."""
    secret = add_app(user)
    by_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    return client


def code_in_mail() -> str:
    """The code of the newest e-mail."""
    found = re.search(r"^    ([A-Z0-9-]+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]
