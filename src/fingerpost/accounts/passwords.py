"""What Django asks of a new password beyond its length: not a common one, and not put together from common ones.

Django's list is of the twenty thousand that stand most often in known breaches; few of them are as long as we ask, so
what people make of them to reach the length is refused too.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fingerpost.accounts.rules.passwords import OUR_WORDS, SHORTEST_PIECE, made_of_common_pieces
from fingerpost.places.queries import NoAuthority, authority


class NotPutTogether:
    """Refuses one or two common passwords, or words of ours, with digits around them."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - as Django asks
        if made_of_common_pieces(password, breached() | names()):
            raise ValidationError(self.get_help_text(), code="password_put_together")

    def get_help_text(self) -> str:
        return _("Passwords like this are tried first. Add two or three words that have nothing to do with each other.")


@cache
def breached() -> frozenset[str]:
    """Django's list of passwords from known breaches, with our own words. Read once."""
    return frozenset(CommonPasswordValidator().passwords) | OUR_WORDS


def names() -> frozenset[str]:
    """Words of the authority's and the site's names."""
    try:
        served = authority().name
    except NoAuthority:
        served = ""
    words = f"{served} {settings.MFA_TOTP_ISSUER}".lower().split()
    return frozenset(word for word in words if len(word) >= SHORTEST_PIECE)
