"""What Django and django-allauth keep for us about people is printed and logged as our own records are."""

from django.apps import AppConfig, apps

from fingerpost.base.privacy import Personal

NOBODY = "nobody"


class Accounts(AppConfig):
    name = "fingerpost.accounts"

    def ready(self) -> None:
        """Their own words for a record are an address, or a network and a browser."""
        from fingerpost.accounts.borrowed import BORROWED

        for label, privacy in BORROWED.items():
            if privacy.about != NOBODY:  # type: ignore[attr-defined]
                model = apps.get_model(label)
                model.__str__ = Personal.__str__  # type: ignore[assignment]
                model.__repr__ = Personal.__repr__  # type: ignore[assignment]
