"""The data-protection officer at their desk, and what they see on record."""

from django.test import Client

from fingerpost.accounts.models import User
from fingerpost.accounts.vocabulary import Role
from tests.factories.accounts import make_posting, make_user
from tests.factories.door import seated


def officer(client: Client) -> User:
    """Sign a data-protection officer in."""
    user = make_user("Olive", family_name="Reed")
    make_posting(Role.DATA_PROTECTION_OFFICER, user=user)
    seated(client, user)
    return user
