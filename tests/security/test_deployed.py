"""The settings of a deployment, as docs/operations.md says to make one, asked for in a process of its own."""

import json
import os
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from tests.security.over_https import DEPLOYED

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "fingerpost.settings",
    "DATABASE_URL": "postgres:///fingerpost?host=/var/run/postgresql",
    "SECRET_KEY": "q7w1e9r4t8y2u5i3o6p0a-s_dfghjklzxcvbnm7Q1W9E4R8T2Y5U",
    "AUDIT_SIGNING_KEY": "m3n7b2v6c1x5z9l4k8j0h-g_fdsapoiuytrewqMNB",
    "FINGERPOST_KEYS": "k2:q1w2e3r4t5y6u7i8o9p0-asdfghjklzxcvbnm_QWERTY",
    "ALLOWED_HOSTS": "centres.council.example",
    "CSRF_TRUSTED_ORIGINS": "https://centres.council.example",
    "BEHIND_PROXY": "on",
}
ASK = """
import json, sys
from django.conf import settings
import django
django.setup()
from django.core.management import call_command
from django.contrib.auth.hashers import get_hasher
call_command("check", deploy=True, fail_level="WARNING", stdout=open("/dev/null", "w"))
known = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
known["HASHER"] = [type(get_hasher()).__name__, get_hasher().iterations]
json.dump(known, sys.stdout, default=str)
"""


def ask(environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-c", ASK]
    return subprocess.run(words, check=False, env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def settings_there() -> dict[str, Any]:
    """`check --deploy` has nothing to say, not even a warning; and these are the settings."""
    asked = ask(ENVIRONMENT)
    assert asked.returncode == 0, asked.stderr
    known: dict[str, Any] = json.loads(asked.stdout)
    return known


def test_the_settings_are_those_that_the_tests_of_answers_use(settings_there):
    assert {name: settings_there[name] for name in DEPLOYED} == DEPLOYED


def test_nothing_for_development_is_on(settings_there):
    assert not any(settings_there[name] for name in ("DEBUG", "FINGERPOST_TRY_OUT", "FINGERPOST_DEMO"))
    apps = settings_there["INSTALLED_APPS"]
    assert not [app for app in apps if app in {"django.contrib.admin", "django.contrib.admindocs", "debug_toolbar"}]


def test_passwords_are_kept_by_a_slow_function(settings_there):
    name, iterations = settings_there["HASHER"]
    assert name == "PBKDF2PasswordHasher"
    assert iterations >= 600_000, "what OWASP asks of PBKDF2 with SHA-256"


def test_passwords_are_asked_for_their_length_and_nothing_of_their_kind(settings_there):
    names = [each["NAME"].rpartition(".")[2] for each in settings_there["AUTH_PASSWORD_VALIDATORS"]]
    assert names == [
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NotPutTogether",
        "UserAttributeSimilarityValidator",
    ]
    assert settings_there["AUTH_PASSWORD_VALIDATORS"][0]["OPTIONS"] == {"min_length": 12}


def test_each_way_in_is_known_by_name(settings_there):
    """A further one is a decision, and stands on the page of decisions."""
    assert settings_there["AUTHENTICATION_BACKENDS"] == ["allauth.account.auth_backends.AuthenticationBackend"]
    assert settings_there["ACCOUNT_LOGIN_METHODS"] == "{'email'}"
    assert settings_there["MFA_SUPPORTED_TYPES"] == ["totp", "webauthn", "recovery_codes"]
    providers = [app for app in settings_there["INSTALLED_APPS"] if ".providers." in app]
    assert providers == ["allauth.socialaccount.providers.openid_connect"]


def test_a_session_is_kept_in_the_database_and_not_in_the_browser(settings_there):
    store = import_module(settings_there["SESSION_ENGINE"]).SessionStore
    assert issubclass(store, DatabaseStore)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "AUDIT_SIGNING_KEY", "FINGERPOST_KEYS"])
def test_no_secret_has_a_value_from_the_factory(missing):
    environment = {name: value for name, value in ENVIRONMENT.items() if name != missing}
    asked = ask(environment)
    assert asked.returncode != 0
    assert "fingerpost.E" in asked.stderr or "SECRET_KEY" in asked.stderr


def test_logs_go_to_standard_error_and_to_administrators_alone(settings_there):
    handlers = {name: each["class"].rpartition(".")[2] for name, each in settings_there["LOGGING"]["handlers"].items()}
    assert handlers == {"stderr": "ToStandardError", "administrators": "ToAdministrators"}
