"""A button of the centre desk: what was typed into its form, and what it does once, however often it is pressed."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest

from fingerpost.accounts.gate import viewer
from fingerpost.base import clock
from fingerpost.registration.operations import pressing


def typed(request: HttpRequest, name: str) -> str:
    """What stands in a box; "" where nothing does. A database keeps no NUL."""
    return request.POST.get(name, "").replace("\x00", "")


def press(request: HttpRequest, act: Callable[[], str], files: Iterable[bytes] = ()) -> str:
    """Do what the page's form asks for; the letters that say what came of it. Raises Refused."""
    scope = f"{viewer(request).user} {request.path}"
    return pressing.press(request.POST, scope=scope, now=clock.now(), act=act, files=files)
