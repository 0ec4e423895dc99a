"""Single sign-on with a council or an NHS organisation, by OpenID Connect.

Two pages of ours stand around allauth's flow. Going out, a page leads on, because our security policy lets no form
lead to another site. Coming back, a page sends itself on by a POST, because a page that is only asked for writes
nothing, and signing in writes.
"""

from http import HTTPStatus
from typing import Any

from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fingerpost.base.audience import Audience, open_to
from fingerpost.base.scope import at_the_door


def organisations() -> list[tuple[str, str]]:
    """Keys and names of those who can vouch for their own people."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    return [(app["provider_id"], app["name"]) for app in providers["openid_connect"]["APPS"]]


@never_cache
@require_POST
@at_the_door
@open_to(Audience.ANYONE)
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Remember the state of the attempt, and lead on to the organisation."""
    answer: HttpResponse = login(request, provider_id=provider_id)
    if answer.status_code != HTTPStatus.FOUND:
        return answer
    return render(request, "account/lead_on.html", {"address": answer.headers["Location"]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_door
@open_to(Audience.ANYONE)
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the answer of the organisation."""
    if request.method == "POST":
        answer: HttpResponse = callback(request, provider_id=provider_id)
        return answer
    if provider_id not in dict(organisations()):
        raise Http404
    return render(request, "account/come_back.html")


@require_safe
@open_to(Audience.ANYONE)
def cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody changed their mind at their organisation's door."""
    return render(request, "account/cancelled.html")
