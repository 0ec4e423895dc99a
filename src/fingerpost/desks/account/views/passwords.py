"""Passwords: long, not guessed, and chosen anew by a code when forgotten."""

from typing import Any

from allauth.account.views import (
    CompletePasswordResetView,
    ConfirmPasswordResetCodeView,
    PasswordChangeView,
    PasswordResetView,
    PasswordSetView,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.account.views.doors import for_anyone, for_members, or_anew


class Forgotten(PasswordResetView):
    """Give an address, get a code; the page says the same of every address."""

    template_name = "account/password_forgotten.html"


class CodeForPassword(ConfirmPasswordResetCodeView):
    """Type the code."""

    template_name = "account/password_code.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        return or_anew(super().form_invalid(form), "account_reset_password")


class NewPassword(CompletePasswordResetView):
    """Choose a new one. Every session of the old one ends."""

    template_name = "account/password_new.html"


class ChangePassword(PasswordChangeView):
    """Choose another one, with the one of now."""

    template_name = "account/password_change.html"
    success_url = reverse_lazy("account:home")


class FirstPassword(PasswordSetView):
    """Choose one where there was none."""

    template_name = "account/password_first.html"
    success_url = reverse_lazy("account:home")


@require_safe
@open_to(Audience.ANYONE)
def chosen(request: HttpRequest) -> HttpResponse:
    """The new password holds."""
    return render(request, "account/password_chosen.html")


forgotten = for_anyone(Forgotten)
code_for_password = for_anyone(CodeForPassword)
new_password = for_anyone(NewPassword)
change_password = for_members(ChangePassword)
first_password = for_members(FirstPassword)
