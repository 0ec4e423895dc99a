"""Single sign-on with a council or an NHS organisation, by OpenID Connect.

Two pages of ours stand around allauth's flow. Going out, a page leads on, because our security policy lets no form
lead to another site. Coming back, a page sends itself on by a POST, because a page that is only asked for writes
nothing, and signing in writes.
"""

from http import HTTPStatus
from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fingerpost.accounts.openid import Organisation, with_nonce
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
    answer = _with(OAuth2LoginView, request, provider_id)
    if answer.status_code != HTTPStatus.FOUND:
        return answer
    return render(request, "account/lead_on.html", {"address": with_nonce(answer.headers["Location"])})


def _with(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """allauth's flow, with an organisation that is checked more strictly."""
    try:
        answer: HttpResponse = view.adapter_view(Organisation(request, provider_id))(request)
    except SocialApp.DoesNotExist as nobody:
        raise Http404 from nobody
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_door
@open_to(Audience.ANYONE)
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the answer of the organisation."""
    if request.method == "POST":
        return _with(OAuth2CallbackView, request, provider_id)
    if provider_id not in dict(organisations()):
        raise Http404
    return render(request, "account/come_back.html")


@require_safe
@open_to(Audience.ANYONE)
def cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody changed their mind at their organisation's door."""
    return render(request, "account/cancelled.html")
