"""A browser at a deployed site: everything over HTTPS, with the settings that HTTPS brings."""

from typing import Any

from django.conf import settings as django_settings
from django.test import Client

DEPLOYED: dict[str, Any] = {
    "DEBUG": False,
    "HTTPS": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_NAME": "__Host-fingerpost-session",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
}


class Browser(Client):
    """Django's client, speaking HTTPS always."""

    def generic(self, *arguments: Any, **named: Any) -> Any:
        return super().generic(*arguments, **named | {"secure": True})


def deployed(settings: Any) -> None:
    """Set what `HTTPS=on` sets; `test_deployed.py` holds this to the truth."""
    for name, value in DEPLOYED.items():
        setattr(settings, name, value)
    assert django_settings.HTTPS
