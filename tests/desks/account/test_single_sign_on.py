"""Single sign-on with a real OpenID provider, on this machine: out by a page that leads on, back by a form."""

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from tests.conftest import TUESDAY_MORNING
from tests.factories.accounts import make_posting, make_user
from tests.factories.door import add_app, by_password, code_of
from tests.openid_provider import running

pytestmark = pytest.mark.django_db

ROBIN = "robin@wealdmoor.example"
PEOPLE = {
    "r1": {"email": ROBIN, "email_verified": True},
    "r2": {"email": ROBIN, "email_verified": True, "amr": ["pwd", "otp"]},
    "r3": {"email": ROBIN, "email_verified": False, "amr": ["mfa"]},
    "x1": {"email": "stranger@elsewhere.example", "email_verified": True, "amr": ["mfa"]},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with running(PEOPLE, TUESDAY_MORNING) as address:
        yield address


@pytest.fixture(autouse=True)
def _council(county, settings, provider):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    ours = app | {"settings": {"server_url": provider, "fetch_userinfo": True}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [ours]}}


@pytest.fixture
def robin():
    user = make_user(email=ROBIN)
    make_posting(Role.RECEPTIONIST, user=user)
    return user


def out(client: Client) -> str:
    """Press the button; where the page leads."""
    page = client.post(reverse("openid_connect_login", kwargs={"provider_id": "council"})).content.decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert found, page
    return html.unescape(found[1])


def at_home(address: str, sub: str) -> str:
    """Say at the organisation who one is; the address it sends back to, on our site."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
    parts = urlsplit(answer.headers["Location"])
    assert parts.netloc == "testserver"
    return f"{parts.path}?{parts.query}"


def back(client: Client, address: str):
    """The page that comes back sends itself on."""
    page = client.get(address).content.decode()
    found = re.search(r'<form method="post" action="([^"]+)" data-send-at-once>', page)
    assert found, page
    return client.post(html.unescape(found[1]))


def sign_in(client: Client, sub: str):
    return back(client, at_home(out(client), sub))


def test_a_colleague_comes_in_by_their_organisation(client, robin):
    assert sign_in(client, "r1").headers["Location"] == reverse("account:home")
    assert client.get(reverse("account:home")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_coming_in_by_ones_organisation_is_on_record_when_it_is_committed(client, robin):
    sign_in(client, "r2")
    done = list(Event.objects.order_by("pk").values_list("operation", "why"))
    assert done == [("change sign-in", "account connected"), ("sign in", "socialaccount")]


def test_the_second_step_is_still_ours_where_the_organisation_asked_for_none(client, robin):
    sign_in(client, "r1")
    assert client.get(reverse("centre:desk")).headers["Location"] == reverse("mfa_index")


def test_a_second_step_at_the_organisation_counts(client, robin):
    sign_in(client, "r2")
    assert client.get(reverse("centre:desk")).status_code == 200


def test_whoever_has_a_second_step_with_us_is_asked_for_it(client, robin):
    secret = add_app(robin)
    assert sign_in(client, "r1").headers["Location"] == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("centre:desk")).status_code == 200


@pytest.mark.parametrize("sub", ["x1", "r3"])
def test_nobody_comes_in_who_was_not_invited_or_whose_address_nobody_checked(client, robin, sub):
    assert "by invitation" in sign_in(client, sub).content.decode()
    assert client.get(reverse("account:home")).status_code == 302


def test_a_strangers_second_step_does_not_open_a_colleagues_desk(client, robin):
    """Signed in at the organisation as somebody else first, then here with a password alone."""
    sign_in(client, "x1")
    by_password(client, robin)
    assert client.get(reverse("centre:desk")).headers["Location"] == reverse("mfa_index")


def test_nothing_that_the_organisation_tells_is_kept(client, robin):
    sign_in(client, "r2")
    account = SocialAccount.objects.get(user=robin)
    assert account.extra_data == {}


def test_an_answer_to_nobodys_question_opens_nothing(client, robin):
    address = at_home(out(client), "r2")
    assert "did not work" in back(Client(), address).content.decode()


def test_coming_back_by_a_page_alone_signs_nobody_in(client, robin):
    client.get(at_home(out(client), "r2"))
    assert client.get(reverse("account:home")).status_code == 302


def test_changing_ones_mind_is_fine(client):
    state = dict(parse_qsl(urlsplit(out(client)).query))["state"]
    back_at = reverse("openid_connect_callback", kwargs={"provider_id": "council"})
    answer = back(client, f"{back_at}?error=access_denied&state={state}")
    assert answer.headers["Location"] == reverse("socialaccount_login_cancelled")


def test_an_organisation_that_we_do_not_know_is_not_there(client):
    assert client.post(reverse("openid_connect_login", kwargs={"provider_id": "other"})).status_code == 404
    assert client.get(reverse("openid_connect_callback", kwargs={"provider_id": "other"})).status_code == 404


def test_the_button_stands_at_the_door(client):
    assert "Sign in with Wealdmoor Council" in client.get(reverse("account_login")).content.decode()
