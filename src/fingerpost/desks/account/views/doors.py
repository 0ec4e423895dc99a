"""What the ways in have in common: a view of django-allauth, in our own look, that says who may come."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.generic import View

from fingerpost.base.audience import Audience, open_to

Page = Callable[..., HttpResponseBase]


def for_anyone(view: type[View], **options: Any) -> Page:
    """A page that strangers must reach: a way in."""
    return open_to(Audience.ANYONE)(never_cache(view.as_view(**options)))


def for_members(view: type[View], **options: Any) -> Page:
    """A page about one's own account, whatever one's desk."""
    return open_to(Audience.SIGNED_IN)(never_cache(view.as_view(**options)))


def wanted(request: HttpRequest) -> str:
    """Where somebody wanted to go before they were asked who they are; as given, allauth checks it before going."""
    return str(request.POST.get("next") or request.GET.get("next") or "")
