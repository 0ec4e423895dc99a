"""How organisations are configured, and when their word for a second step counts."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from fingerpost.accounts.single_sign_on import proved_by_two, single_sign_on

WHOLE = {
    "SINGLE_SIGN_ON": "council, nhs-trust",
    "SINGLE_SIGN_ON_COUNCIL_SERVER": "https://login.wealdmoor.example",
    "SINGLE_SIGN_ON_COUNCIL_CLIENT": "fingerpost",
    "SINGLE_SIGN_ON_COUNCIL_SECRET": "s",
    "SINGLE_SIGN_ON_COUNCIL_NAME": "Wealdmoor Council",
    "SINGLE_SIGN_ON_NHS_TRUST_SERVER": "https://login.trust.example",
    "SINGLE_SIGN_ON_NHS_TRUST_CLIENT": "fp",
    "SINGLE_SIGN_ON_NHS_TRUST_SECRET": "s",
}


@pytest.fixture
def env(monkeypatch):
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    return environ.Env()


def test_each_organisation_is_read(env):
    council, trust = single_sign_on(env)
    assert (council["provider_id"], council["name"]) == ("council", "Wealdmoor Council")
    assert (trust["provider_id"], trust["client_id"]) == ("nhs-trust", "fp")
    assert trust["settings"]["server_url"] == "https://login.trust.example"


def test_without_a_word_there_is_none(env, monkeypatch):
    monkeypatch.delenv("SINGLE_SIGN_ON")
    assert single_sign_on(env) == []


@pytest.mark.parametrize("missing", ["SERVER", "CLIENT", "SECRET"])
def test_half_an_organisation_is_an_error(env, monkeypatch, missing):
    monkeypatch.delenv(f"SINGLE_SIGN_ON_COUNCIL_{missing}")
    with pytest.raises(ImproperlyConfigured):
        single_sign_on(env)


@pytest.mark.parametrize(
    ("token", "proved"),
    [
        ({}, False),
        ({"amr": None}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "otp"]}, True),
        ({"amr": ["mfa"]}, True),
        ({"amr": "mfa"}, True),
        ({"acr": "high"}, False),
    ],
)
def test_only_a_named_second_method_counts(token, proved):
    assert proved_by_two(token) is proved
