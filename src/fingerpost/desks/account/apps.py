"""A label of its own: django-allauth's accounts are called `account` too."""

from django.apps import AppConfig


class AccountDeskConfig(AppConfig):
    """The account desk."""

    name = "fingerpost.desks.account"
    label = "account_desk"
