"""A code from an authenticator app is good once: not a second time, not even in the half minute that it is shown."""

from typing import TYPE_CHECKING

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# As long as a code could be taken: its own half minute, and those on either side that slow clocks are forgiven.
GOOD_FOR = 30 * (1 + 2 * settings.MFA_TOTP_TOLERANCE)

if TYPE_CHECKING:
    from django.forms import Form
else:
    Form = object


class Once(Form):
    """The check, for both forms."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # of the form that this is mixed into
        plain = "".join(filter(str.isalnum, code)).lower()
        if not cache.add(f"code-used:{self.user.pk}:{plain}", "yes", GOOD_FOR):  # type: ignore[attr-defined]
            raise ValidationError(_("This code was used already. Wait for the next one."))
        return code


class CodeForm(Once, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class CodeAgainForm(Once, ReauthenticateForm):  # type: ignore[misc]
    """Asked again before the ways to sign in are changed."""
