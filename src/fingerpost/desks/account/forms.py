"""What django-allauth's forms leave open: a code from an app is good once, and a passkey's answer has a shape.

A code is not taken a second time, not even in the half minutes in which it would still be right. What is sent in
place of a passkey's answer, by whatever is no browser, is refused before the cryptography stumbles over it.
"""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# As long as a code could be taken: its own half minute, and those on either side that slow clocks are forgiven.
GOOD_FOR = 30 * (1 + 2 * settings.MFA_TOTP_TOLERANCE)


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


class CodeForm(AuthenticateForm):
    """A code, as the second step of signing in."""

    def clean_code(self) -> str:
        return use_up(self.user.pk, super().clean_code())


class CodeAgainForm(ReauthenticateForm):
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
