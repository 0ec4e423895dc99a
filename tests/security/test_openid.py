"""What an organisation says is believed if it is signed by it, for us, for this attempt and for now."""

import json
import time
from contextlib import AbstractContextManager, nullcontext
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import RequestFactory
from jwt.algorithms import RSAAlgorithm
from requests import PreparedRequest, Response, TooManyRedirects
from requests.adapters import HTTPAdapter

from fingerpost.accounts.adapter import SingleSignOnAdapter
from fingerpost.accounts.openid import Organisation, nonce_of, with_nonce

ISSUER = "https://login.council.example"
OURS, THEIRS = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _each in "ab")
SECRET = "a secret that both sides know and that is long enough"


def public(key: Any, kid: str) -> dict[str, Any]:
    named: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
    return named | {"kid": kid, "use": "sig", "alg": "RS256"}


def claims(**other: Any) -> dict[str, Any]:
    now = int(time.time())
    mine = {"iss": ISSUER, "aud": "fingerpost", "sub": "r1", "iat": now, "exp": now + 300, "nonce": nonce_of("s1")}
    return {name: value for name, value in (mine | other).items() if value is not None}


def token(key: Any = OURS, kid: str = "k1", algorithm: str = "RS256", **other: Any) -> str:
    return jwt.encode(claims(**other), key, algorithm=algorithm, headers={"kid": kid} if kid else {})


class AtTheProvider:
    """The provider's server, which has one key."""

    def get_requests_session(self) -> AbstractContextManager[Any]:
        return nullcontext(self)

    def get(self, address: str) -> Any:
        return SimpleNamespace(json=lambda: {"keys": [public(OURS, "k1")]})


@pytest.fixture
def organisation(monkeypatch, rf: RequestFactory) -> Organisation:
    monkeypatch.setattr("fingerpost.accounts.openid.get_adapter", AtTheProvider)
    told = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}
    monkeypatch.setattr(Organisation, "openid_config", told)
    return Organisation(rf.get("/", {"state": "s1"}), "council")


def decoded(organisation: Organisation, id_token: str) -> dict[str, Any]:
    return organisation._decode_id_token(SimpleNamespace(client_id="fingerpost"), id_token)


@pytest.mark.django_db
def test_a_token_in_order_is_believed(organisation):
    assert decoded(organisation, token())["sub"] == "r1"
    assert decoded(organisation, token(kid=""))["sub"] == "r1"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "id_token",
    [
        pytest.param(token(THEIRS), id="signed by another's key"),
        pytest.param(token(kid="k2"), id="by a key that it does not have"),
        pytest.param(token(SECRET, algorithm="HS256"), id="by a secret"),
        pytest.param(token(None, algorithm="none"), id="by nobody"),
        pytest.param(token()[:-9] + "AAAAAAAAA", id="changed"),
        pytest.param("not.a.token", id="no token"),
        pytest.param(token(aud="another"), id="for another"),
        pytest.param(token(aud=None), id="for nobody"),
        pytest.param(token(iss="https://login.elsewhere.example"), id="from another"),
        pytest.param(token(exp=int(time.time()) - 600), id="over"),
        pytest.param(token(exp=None), id="for ever"),
        pytest.param(token(nbf=int(time.time()) + 600), id="not yet"),
        pytest.param(token(nonce=nonce_of("s2")), id="for another attempt"),
        pytest.param(token(nonce=None), id="for any attempt"),
        pytest.param(token(sub=None), id="about nobody"),
    ],
)
def test_a_token_out_of_order_is_not(organisation, id_token):
    with pytest.raises(OAuth2Error):
        decoded(organisation, id_token)


@pytest.mark.django_db
def test_a_token_is_taken_once(organisation):
    once = token(jti="only-once")
    decoded(organisation, once)
    with pytest.raises(OAuth2Error):
        decoded(organisation, once)


def test_each_attempt_has_a_nonce_that_nobody_guesses():
    address = with_nonce(f"{ISSUER}/authorize?state=s1&code_challenge=c")
    assert f"nonce={nonce_of('s1')}" in address
    assert nonce_of("s1") != nonce_of("s2")
    assert len(nonce_of("s1")) == 64


@pytest.mark.parametrize("issuer", ["https://login.elsewhere.example", f"{ISSUER}.elsewhere.example", "", None])
def test_a_provider_that_says_it_is_another_is_not_asked(monkeypatch, rf, issuer):
    provider = SimpleNamespace(server_url=f"{ISSUER}/.well-known/openid-configuration")
    monkeypatch.setattr(Organisation, "get_provider", lambda self: provider)
    organisation = Organisation(rf.get("/"), "council")
    organisation._openid_config = {"issuer": issuer}
    with pytest.raises(OAuth2Error):
        _ = organisation.openid_config


def vouches(settings, email: str, *domains: list[str]) -> bool:
    """Whether the first of organisations with these domains may vouch for an address."""
    apps = [{"settings": {"domains": each}} for each in domains]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    login = SimpleNamespace(provider=SimpleNamespace(app=SimpleNamespace(settings=apps[0]["settings"])))
    return SingleSignOnAdapter().can_authenticate_by_email(login, email)


@pytest.mark.parametrize(
    ("email", "domains", "may"),
    [
        ("kit@council.example", [["council.example"], ["trust.example"]], True),
        ("kit@Council.Example", [["council.example"], ["trust.example"]], True),
        ("kit@trust.example", [["council.example"], ["trust.example"]], False),
        ("kit@evil-council.example", [["council.example"], ["trust.example"]], False),
        ("kit@council.example", [[], ["trust.example"]], False),
        ("kit@anywhere.example", [[]], True),
        ("kit@elsewhere.example", [["council.example"]], False),
    ],
)
def test_an_organisation_vouches_for_its_own(settings, email, domains, may):
    assert vouches(settings, email, *domains) is may


class SendsOn(HTTPAdapter):
    """A server that sends whoever asks on to a machine of ours."""

    def send(self, request: PreparedRequest, *_arguments: Any, **_named: Any) -> Response:
        answer = Response()
        answer.status_code, answer.url, answer.request = 302, str(request.url), request
        answer.headers["Location"] = "http://127.0.0.1/"
        return answer


def test_an_organisations_server_sends_us_nowhere_else():
    session = SingleSignOnAdapter().get_requests_session()
    session.mount("https://", SendsOn())
    with pytest.raises(TooManyRedirects):
        session.get(ISSUER)
    assert session.verify is True, "certificates are checked"
