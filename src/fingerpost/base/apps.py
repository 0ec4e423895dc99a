"""Tells Django about the checks that refuse an unsafe deployment."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """The ground floor."""

    name = "fingerpost.base"

    def ready(self) -> None:
        """Register the checks."""
        from fingerpost.base import checks  # noqa: F401
