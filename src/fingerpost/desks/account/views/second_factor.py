"""The second factor: an authenticator app, passkeys, and codes on paper for the day the telephone is lost.

What a ceremony needs to remember is written by a POST: pages only read.
"""

from typing import Any

import segno
from allauth.account.internal.stagekit import get_pending_stage
from allauth.core import ratelimit
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as codes
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as ceremony
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import FormView
from markupsafe import Markup

from fingerpost.accounts.gate import note_second_factor, proved_twice
from fingerpost.accounts.models import User
from fingerpost.accounts.sessions import recently_signed_in
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.scope import at_the_door
from fingerpost.desks.account.views.doors import for_anyone, for_members

Type = Authenticator.Type


def factors(user: User) -> list[Authenticator]:
    """Everything by which somebody proves a second factor."""
    return list(Authenticator.objects.filter(user=user).order_by("created_at"))


class SecondFactor(AuthenticateView):
    """Asked after the first factor, of whoever has a second one."""

    template_name = "account/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ARG002 - allauth's would begin a ceremony
        types = {factor.type for factor in factors(self.stage.login.user)}
        return {
            "form": self.auth_form,
            "key_form": self.webauthn_form,
            "has_app": Type.TOTP in types,
            "has_key": Type.WEBAUTHN in types,
        }


class SecondFactorAgain(ReauthenticateView):
    """A code, before the ways to sign in are changed."""

    template_name = "account/again_code.html"


class PasskeyAgain(ReauthenticateWebAuthnView):
    """A passkey, before the ways to sign in are changed."""

    template_name = "account/again_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**FormView.get_context_data(self, **kwargs), "others": self.get_reauthentication_alternatives()}


class Passkey(LoginWebAuthnView):
    """A passkey instead of address, password and code: it is two factors in one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        return redirect("account_login")


class AddApp(ActivateTOTPView):
    """Add an authenticator app: first what it is, then, on a button, the picture to scan and the code to type."""

    template_name = "account/app_add.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        return render(request, "account/app_begin.html")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "code" in request.POST:
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        begun: HttpResponse = self.render_to_response(self.get_context_data())
        return begun

    def get_form_kwargs(self) -> dict[str, Any]:
        given: dict[str, Any] = super().get_form_kwargs()
        if "code" not in self.request.POST:  # the button before: a new secret, and nothing to complain about
            given["data"] = given["files"] = None
        return given

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        picture = segno.make(page["totp_url"]).svg_inline(
            omitsize=True, border=2, svgclass="fp-qr__picture", lineclass=None
        )
        return page | {"picture": Markup(picture), "secret": in_fours(page["form"].secret)}  # noqa: S704

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        note_second_factor(self.request, self.request.user)
        return answer


class RemoveApp(DeactivateTOTPView):
    """Take the app away."""

    template_name = "account/app_remove.html"


class AddPasskey(AddWebAuthnView):
    """Add a passkey. The browser makes it, so this one page needs its script."""

    template_name = "account/passkey_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return FormView.get_context_data(self, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        note_second_factor(self.request, self.request.user)
        return answer


class RemovePasskey(RemoveWebAuthnView):
    """Take a passkey away."""

    template_name = "account/passkey_remove.html"


@never_cache
@require_safe
@open_to(Audience.SIGNED_IN)
def overview(request: HttpRequest) -> HttpResponse:
    """What one has, what one needs, and how to add it."""
    user = request.user
    held = factors(user) if isinstance(user, User) else []
    page = {
        "app": next((factor for factor in held if factor.type == Type.TOTP), None),
        "keys": [factor.wrap() for factor in held if factor.type == Type.WEBAUTHN],
        "codes": next((factor for factor in held if factor.type == Type.RECOVERY_CODES), None),
        "proved": proved_twice(request),
    }
    return render(request, "account/second_factors.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Codes on paper: shown, or made anew, on a button."""
    if request.method == "POST":
        if request.POST.get("do") == "new":
            codes.generate_recovery_codes(request)
        kept, _may_see = codes.view_recovery_codes(request)
        return render(request, "account/codes.html", {"codes": kept.get_unused_codes() if kept else []})
    held = factors(request.user) if isinstance(request.user, User) else []
    return render(request, "account/codes_begin.html", {"any": bool(held), "fresh": recently_signed_in(request)})


@never_cache
@require_POST
@at_the_door
@open_to(Audience.ANYONE)
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to ask for a passkey: any, or one of the person who is half way in, or asked again."""
    if not ratelimit.consume(request, action="login"):
        return JsonResponse({}, status=429)
    return JsonResponse(ceremony.begin_authentication(_whose(request)))


def _whose(request: HttpRequest) -> User | None:
    if isinstance(request.user, User):
        return request.user
    stage = get_pending_stage(request)
    user = stage.login.user if stage else None
    return user if isinstance(user, User) else None


@never_cache
@require_POST
@open_to(Audience.SIGNED_IN)
def new_passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey, that works without a password too."""
    if not recently_signed_in(request):
        return JsonResponse({}, status=403)
    return JsonResponse(ceremony.begin_registration(request.user, passwordless=True))


def in_fours(secret: str) -> str:
    """A secret as people can copy it: `ABCD EFGH`."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


second_factor = for_anyone(SecondFactor)
second_factor_again = for_members(SecondFactorAgain)
passkey_again = for_members(PasskeyAgain)
passkey = for_anyone(Passkey)
add_app = for_members(AddApp)
remove_app = for_members(RemoveApp)
add_passkey = for_members(AddPasskey)
remove_passkey = for_members(RemovePasskey)
