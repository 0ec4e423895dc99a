"""Tokens that open one thing once: long, random, and kept only as a hash."""

import hashlib
import secrets

BYTES = 32


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(BYTES)


def token_hash(token: str) -> str:
    """What is kept of a token. It is random and long, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()
