"""Each reason to refuse a deployment, and a deployment that is fit."""

from typing import Any

import pytest

from fingerpost.base.checks import refuse_unsafe_deployment, without_tls

COUNCIL = {"settings": {"server_url": "https://login.council.example"}}
TRUST = {"settings": {"server_url": "https://login.trust.example", "domains": ["trust.example"]}}
FIT = {
    "DEBUG": False,
    "SECRET_KEY": "q7w1e9r4t8y2u5i3o6p0a-s_dfghjklzxcvbnm7Q1W9E4R8T2Y5U",
    "ALLOWED_HOSTS": ["centres.council.example"],
    "FINGERPOST_DEMO": False,
    "FINGERPOST_PRIVATE_DATABASE": False,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "FINGERPOST_KEYS": "k2:q1w2e3r4t5y6u7i8o9p0-asdfghjklzxcvbnm_QWERTY",
    "EMAIL_HOST": "mail.council.example",
    "EMAIL_USE_TLS": True,
    "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [COUNCIL]}},
    "AUDIT_SIGNING_KEY": "m3n7b2v6c1x5z9l4k8j0h-g_fdsapoiuytrewqMNB",
}


def openid(*apps: dict[str, Any]) -> dict[str, Any]:
    return {"openid_connect": {"APPS": list(apps)}}


def refusals(settings, **unfit):
    for name, value in {**FIT, **unfit}.items():
        setattr(settings, name, value)
    return [error.id for error in refuse_unsafe_deployment()]


def test_a_fit_deployment_passes(settings):
    assert refusals(settings) == []


@pytest.mark.parametrize(
    ("unfit", "refusal"),
    [
        ({"DEBUG": True}, "E001"),
        ({"SECRET_KEY": ""}, "E002"),
        ({"SECRET_KEY": "a" * 60}, "E002"),
        ({"SECRET_KEY": "django-insecure-q7w1e9r4t8y2u5i3o6p0asdfghjklzxcvbnm7Q1W9"}, "E002"),
        ({"ALLOWED_HOSTS": []}, "E003"),
        ({"ALLOWED_HOSTS": ["*"]}, "E003"),
        ({"ALLOWED_HOSTS": ["127.0.0.1", "localhost"]}, "E003"),
        ({"FINGERPOST_DEMO": True}, "E004"),
        ({"FINGERPOST_PRIVATE_DATABASE": True}, "E005"),
        ({"SECURE_SSL_REDIRECT": False}, "E006"),
        ({"SECURE_HSTS_SECONDS": 0}, "E006"),
        ({"SESSION_COOKIE_SECURE": False}, "E007"),
        ({"CSRF_COOKIE_SECURE": False}, "E007"),
        ({"AUDIT_SIGNING_KEY": ""}, "E020"),
        ({"AUDIT_SIGNING_KEY": FIT["SECRET_KEY"]}, "E020"),
        ({"FINGERPOST_KEYS": ""}, "E022"),
        ({"FINGERPOST_KEYS": "k2:short"}, "E022"),
        ({"EMAIL_USE_TLS": False}, "E024"),
        ({"SOCIALACCOUNT_PROVIDERS": openid({"settings": {"server_url": "http://login.council.example"}})}, "E025"),
        ({"SOCIALACCOUNT_PROVIDERS": openid(COUNCIL, TRUST)}, "E026"),
        ({"FINGERPOST_KEYS": f"{FIT['FINGERPOST_KEYS']} tryout:{'x1' * 30}"}, "E022"),
    ],
)
def test_each_fault_is_refused(settings, unfit, refusal):
    assert refusals(settings, **unfit) == [f"fingerpost.{refusal}"]


@pytest.mark.parametrize("host", ["", "/var/run/postgresql", "localhost", "127.0.0.1"])
def test_what_stays_on_this_machine_needs_no_tls(settings, host):
    assert not without_tls({"HOST": host})
    assert refusals(settings, EMAIL_HOST=host, EMAIL_USE_TLS=False) == []


@pytest.mark.parametrize(
    ("options", "bare"),
    [({}, True), ({"sslmode": "prefer"}, True), ({"sslmode": "require"}, True), ({"sslmode": "verify-full"}, False)],
)
def test_a_database_elsewhere_is_reached_by_tls_and_its_certificate_is_checked(options, bare):
    assert without_tls({"HOST": "db.council.example", "OPTIONS": options}) is bare
