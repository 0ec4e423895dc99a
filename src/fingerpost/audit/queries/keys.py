"""The keys that the record is sealed and its seals are checked with."""

from django.conf import settings

from fingerpost.audit.rules.signing import Signer, Trusted, read


def signer() -> Signer:
    """The key that this installation signs with. Raises NoKey."""
    return Signer(settings.AUDIT_SIGNING_KEY)


def trusted() -> Trusted:
    """The public keys of this installation: the one in use, and those that are named as its former ones."""
    return Trusted([signer().public, *map(read, settings.AUDIT_FORMER_KEYS)])
