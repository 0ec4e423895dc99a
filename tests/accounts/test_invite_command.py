"""The first colleague comes from the server's own console."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


def test_the_first_colleague_comes_by_the_printed_link(county, client, capsys):
    call_command("invite", "hollis@wealdmoor.example", "Hollis Vargrove")
    link = re.search(r"/invitations/\S+", capsys.readouterr().out)
    assert link
    client.post(link[0], {"password": PASSWORD})
    page = client.get(reverse("account:home")).content.decode()
    assert "County manager" in page


@pytest.mark.parametrize(("email", "sentence"), [("nowhere", "e-mail address"), ("", "e-mail address")])
def test_a_mistake_is_a_sentence(county, email, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("invite", email, "Hollis Vargrove")


def test_without_a_county_there_is_nobody_to_invite_to():
    with pytest.raises(CommandError, match="No authority"):
        call_command("invite", "hollis@wealdmoor.example", "Hollis Vargrove")


def test_a_centres_roles_are_given_at_the_centre(county):
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("invite", "hollis@wealdmoor.example", "Hollis Vargrove", "--role", Role.RECEPTIONIST.value)
