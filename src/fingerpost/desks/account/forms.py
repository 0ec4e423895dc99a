"""What django-allauth's forms leave open: what is missing, said in words; codes that are good once; whole passkeys.

A code is not taken a second time, not even in the half minutes in which it would still be right. What is sent in
place of a passkey's answer, by whatever is no browser, is refused before the cryptography stumbles over it.
"""

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# As long as a code could be taken: its own half minute, and those on either side that slow clocks are forgiven.
GOOD_FOR = 30 * (1 + 2 * settings.MFA_TOTP_TOLERANCE)


# What a field's emptiness is called, by the names that allauth gives its fields.
AN_ADDRESS = gettext_lazy("Write an e-mail address, like name@example.com.")
MISSING: Mapping[str, Any] = {
    "login": gettext_lazy("Write your e-mail address."),
    "email": gettext_lazy("Write your e-mail address."),
    "password": gettext_lazy("Write your password."),
    "oldpassword": gettext_lazy("Write the password that you have now."),
    "password1": gettext_lazy("Write a new password."),
    "password2": gettext_lazy("Write the new password a second time."),
    "code": gettext_lazy("Type the code."),
}


def use_up(user_id: int, code: str) -> str:
    """The code, if it was not used before."""
    plain = "".join(filter(str.isalnum, code)).lower()
    if not cache.add(f"code-used:{user_id}:{plain}", "yes", GOOD_FOR):
        raise ValidationError(_("This code was used already. Wait for the next one."))
    return code


def shaped(credential: Any) -> dict[str, Any]:
    """A passkey's answer, if it is shaped like one: identifiers as text, and a response made of text."""
    if not isinstance(credential, dict) or not isinstance(response := credential.get("response"), dict):
        raise ValidationError(_("That was not a passkey’s answer. Try again."))
    texts = [credential.get("id"), credential.get("rawId"), *(response[key] for key in response if key != "transports")]
    if "clientDataJSON" not in response or not all(isinstance(text, str) for text in texts):
        raise ValidationError(_("That was not a passkey’s answer. Try again."))
    return credential


class Plain(forms.Form):
    """Says of each field what is missing, rather than that a field is required."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, field in self.fields.items():
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = AN_ADDRESS


class SignInForm(Plain, LoginForm):
    """An address and a password."""


class AskForCodeForm(Plain, RequestLoginCodeForm):
    """An address, for a code."""


class TypeCodeForm(Plain, ConfirmLoginCodeForm):
    """The code from the e-mail."""


class ForgottenForm(Plain, ResetPasswordForm):
    """An address, for a code to choose a new password."""


class ForgottenCodeForm(Plain, ConfirmPasswordResetCodeForm):
    """The code to choose a new password."""


class NewPasswordForm(Plain, ResetPasswordKeyForm):
    """The new password."""


class OtherPasswordForm(Plain, ChangePasswordForm):
    """Another password, with the one of now."""


class FirstPasswordForm(Plain, SetPasswordForm):
    """A first password."""


class AgainForm(Plain, ReauthenticateForm):
    """The password, before the ways to sign in are changed."""


class CodeForm(Plain, AuthenticateForm):
    """A code, as the second step of signing in."""

    def clean_code(self) -> str:
        return use_up(self.user.pk, super().clean_code())


class CodeAgainForm(Plain, CodeReauthenticateForm):
    """A code, before the ways to sign in are changed."""

    def clean_code(self) -> str:
        return use_up(self.user.pk, super().clean_code())


class NewPasskeyForm(AddWebAuthnForm):
    """A passkey that was just made."""

    def clean_credential(self) -> dict[str, Any]:
        return shaped(self.cleaned_data["credential"])

    def clean(self) -> Any:
        try:
            return super().clean()
        except (KeyError, TypeError, ValueError) as problem:  # what reading somebody's bytes as CBOR and JSON raises
            raise ValidationError(_("That was not a passkey’s answer. Try again.")) from problem


class PasskeyForm(LoginWebAuthnForm):
    """A passkey instead of everything else."""

    def clean_credential(self) -> Any:
        shaped(self.cleaned_data["credential"])
        return super().clean_credential()


class PasskeySecondForm(AuthenticateWebAuthnForm):
    """A passkey as the second step."""

    def clean_credential(self) -> Any:
        shaped(self.cleaned_data["credential"])
        return super().clean_credential()


class PasskeyAgainForm(ReauthenticateWebAuthnForm):
    """A passkey, before the ways to sign in are changed."""

    def clean_credential(self) -> Any:
        shaped(self.cleaned_data["credential"])
        return super().clean_credential()
