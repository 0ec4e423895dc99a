"""What the ways in have in common: a view of django-allauth, in our own look, that says who may come."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.generic import View

from fingerpost.base.audience import Audience, open_to
from fingerpost.base.scope import at_the_door

Page = Callable[..., HttpResponseBase]


def for_anyone(view: type[View], **options: Any) -> Page:
    """A page that strangers must reach: a way in."""
    return at_the_door(open_to(Audience.ANYONE)(_guarded(view.as_view(**options))))


def for_members(view: type[View], **options: Any) -> Page:
    """A page about one's own account, whatever one's desk."""
    return open_to(Audience.SIGNED_IN)(_guarded(view.as_view(**options)))


def or_anew(answer: HttpResponse, where: str) -> HttpResponse:
    """After too many wrong codes allauth leads away without a word: to where a new one is asked for, and why."""
    return redirect(f"{reverse(where)}?used-up=yes") if answer.status_code == HTTPStatus.FOUND else answer


def _guarded(view: Page) -> Page:
    """Kept by nobody; asked for or sent to, and nothing else.

    A HEAD is treated as the GET that it asks about: allauth counts everything else as a try, and counting writes.
    """

    @wraps(view)
    def as_asked(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method = "GET"
        return view(request, *arguments, **named)

    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(as_asked))
