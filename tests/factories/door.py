"""Coming in by the door, as a browser does: with a password and, where one is set up, an authenticator app."""

import re
import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.models import User
from fingerpost.accounts.sessions import SEEN_COOKIE
from fingerpost.base.headers import cookie_name
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


def seated(client: Client, user: User, *, twice: bool = True) -> Client:
    """The same as `fully`, without the walk: a session as signing in leaves it, with a second step proved or not."""
    records = [{"method": "password", "at": time.time()}]
    records += [{"method": "mfa", "at": time.time(), "type": "totp"}] if twice else []
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[AUTHENTICATION_METHODS_SESSION_KEY] = records
    store[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    store.create()
    UserSession.objects.create(user=user, session_key=store.session_key, ip="127.0.0.1", user_agent="Firefox on Linux")
    client.cookies[settings.SESSION_COOKIE_NAME] = str(store.session_key)
    client.cookies[cookie_name(SEEN_COOKIE)] = TimestampSigner(salt=f"seen {store.session_key}").sign("here")
    return client


def code_in_mail() -> str:
    """The code of the newest e-mail."""
    found = re.search(r"^    ([A-Z0-9-]+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]
