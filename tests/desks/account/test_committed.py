"""The ways in and out as in life: each request commits for itself, and what it writes stands on record with it.

In a test's own transaction an operation without one of its own would go unseen; here it is refused.
"""

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.models import User
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from tests.factories.accounts import PASSWORD, make_invitation, make_posting, make_user
from tests.factories.door import add_app, by_password, code_in_mail, code_of, seated

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "four ponies in the rain"


def test_every_way_in_and_out_leaves_its_entry(county):
    user = make_user()
    by_a_password(user)
    by_a_code_in_a_mail(user)
    with_a_second_step(user)
    a_password_forgotten(user)
    elsewhere(user)
    by_an_invitation(county)
    done = list(Event.objects.order_by("pk").values_list("operation", "why"))
    assert done == [
        ("fail to sign in", ""),
        ("sign in", "password"),
        ("change sign-in", "password changed"),
        ("sign in", "code"),
        ("change sign-in", "totp activated"),
        ("change sign-in", "totp deactivated"),
        ("change sign-in", "password reset"),
        ("end own sessions", ""),
        ("invite", "receptionist"),
        ("accept invitation", done[9][1]),
        ("sign in", "password"),
        ("end posting", ""),
    ]


def by_a_password(user: User) -> None:
    client = Client()
    by_password(client, user, "guessed")
    by_password(client, user)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    client.post(reverse("account_logout"))


def by_a_code_in_a_mail(user: User) -> None:
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert client.get(reverse("account:home")).status_code == 200


def with_a_second_step(user: User) -> None:
    user.refresh_from_db()
    client = seated(Client(), user)
    page = client.post(reverse("mfa_activate_totp")).context_data or {}
    client.post(reverse("mfa_activate_totp"), {"code": code_of(page["form"].secret)})
    client.post(reverse("mfa_deactivate_totp"))


def a_password_forgotten(user: User) -> None:
    client = Client()
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in_mail()})
    client.post(reverse("account_complete_password_reset"), {"password1": PASSWORD, "password2": PASSWORD})


def elsewhere(user: User) -> None:
    user.refresh_from_db()
    seated(Client(), user)
    seated(Client(), user).post(reverse("account:end-sessions"), {"session": "others"})


def by_an_invitation(county) -> None:
    client, oak = Client(), county.centres[0]
    client.post(reverse("account:invitation", kwargs={"token": make_invitation(oak)}), {"password": PASSWORD})
    manager = make_posting(Role.CENTRE_MANAGER, oak, make_user("Morgan"))
    posting = User.objects.filter(email="robin@wealdmoor.example").get().postings.told("a test").get()
    seated(Client(), manager.user).post(
        reverse("account:leave", kwargs={"reference": posting.reference}), {"when": "now"}
    )
    assert client.get(reverse("account:home")).status_code == 302, "whoever left is signed out"


def test_a_code_of_the_second_step_is_taken(county):
    user = make_user()
    secret = add_app(user)
    client = Client()
    by_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert Event.objects.get().why == "password, mfa"
