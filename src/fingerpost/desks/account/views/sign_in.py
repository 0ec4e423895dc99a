"""Signing in: with a password, a passkey or one's own organisation for those who work with families, with a code by
e-mail for parents. No page says whether an address is known.
"""

from typing import Any

from allauth.account.views import (
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    LoginView,
    LogoutView,
    ReauthenticateView,
    RequestLoginCodeView,
)
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.account.views.doors import for_anyone, for_members, or_anew
from fingerpost.desks.account.views.single_sign_on import organisations


class SignIn(LoginView):
    """The door: an address and a password, and the other ways in beside it."""

    template_name = "account/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | {"organisations": organisations(), "make_believe": settings.FINGERPOST_DEMO}


class CodeRequest(RequestLoginCodeView):
    """Parents: give an address, get a code."""

    template_name = "account/code_request.html"


class CodeConfirm(ConfirmLoginCodeView):
    """Parents: type the code."""

    template_name = "account/code_confirm.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        return or_anew(super().form_invalid(form), "account_request_login_code")


class AddressConfirm(ConfirmEmailVerificationCodeView):
    """An address that is new to us is confirmed by a code before it is any use."""

    template_name = "account/address_confirm.html"


class SignInAgain(ReauthenticateView):
    """Before the ways to sign in are changed: is it still you?"""

    template_name = "account/again.html"


class SignOut(LogoutView):
    """Signing out takes a press on a button, so that no link can do it."""

    template_name = "account/sign_out.html"


@require_safe
@open_to(Audience.ANYONE)
def by_invitation(request: HttpRequest) -> HttpResponse:
    """Nobody makes an account alone."""
    return render(request, "account/by_invitation.html")


@require_safe
@open_to(Audience.ANYONE)
def closed(request: HttpRequest) -> HttpResponse:
    """An account that was closed, reached by its own password."""
    return render(request, "account/closed.html")


@require_safe
@open_to(Audience.SIGNED_IN)
def address(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Where allauth sends people about their address: it is changed by whoever manages people."""
    return redirect("account:home")


sign_in = for_anyone(SignIn)
code_request = for_anyone(CodeRequest)
code_confirm = for_anyone(CodeConfirm)
address_confirm = for_anyone(AddressConfirm)
sign_in_again = for_members(SignInAgain)
sign_out = for_anyone(SignOut)
