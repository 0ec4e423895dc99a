"""Browsers are told on every answer: load from us alone, run nothing written into a page, sit in nobody's frame.

And of what somebody signed in was shown: keep none of it. Cookies belong to this one host by their name.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "object-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
NOT_USED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(f"{directive} {sources}" for directive, sources in POLICY.items()),
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_USED),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Middleware, the outermost: static files and errors carry the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def cookie_name(name: str) -> str:
    """A cookie's name. Over HTTPS with the prefix by which browsers hold it to this host, to HTTPS and to all paths."""
    return f"__Host-{name}" if settings.HTTPS else name


def keep_nowhere(response: HttpResponse, *, gone: bool) -> None:
    """For whoever is signed in: no browser and no proxy keeps the page. Whoever just left leaves nothing behind."""
    add_never_cache_headers(response)
    if gone:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
