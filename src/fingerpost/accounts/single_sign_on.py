"""Single sign-on for councils and NHS organisations, by OpenID Connect, as the environment configures it.

    SINGLE_SIGN_ON=council,nhs
    SINGLE_SIGN_ON_COUNCIL_NAME=Wealdmoor Council
    SINGLE_SIGN_ON_COUNCIL_SERVER=https://login.wealdmoor.example
    SINGLE_SIGN_ON_COUNCIL_CLIENT=fingerpost
    SINGLE_SIGN_ON_COUNCIL_SECRET=...
    SINGLE_SIGN_ON_COUNCIL_DOMAINS=wealdmoor.example

No Django here: the settings read this.
"""

from typing import Any

import environ

# How a provider says that it asked for more than a password (RFC 8176). Without one of these we ask ourselves.
STRONG_METHODS = frozenset({"mfa", "otp", "hwk", "swk", "fpt", "face", "iris", "pop", "sc", "sms", "tel"})


def single_sign_on(env: environ.Env) -> list[dict[str, Any]]:
    """The providers that are configured, in the form that django-allauth wants. A half-configured one is an error."""
    return [_provider(env, key.strip().lower()) for key in env.list("SINGLE_SIGN_ON", default=[])]


def _provider(env: environ.Env, key: str) -> dict[str, Any]:
    prefix = f"SINGLE_SIGN_ON_{key.upper().replace('-', '_')}"
    return {
        "provider_id": key,
        "name": env.str(f"{prefix}_NAME", default=key),
        "client_id": env.str(f"{prefix}_CLIENT"),
        "secret": env.str(f"{prefix}_SECRET"),
        "settings": {
            "server_url": env.str(f"{prefix}_SERVER"),
            "fetch_userinfo": True,
            "domains": [domain.strip().lower() for domain in env.list(f"{prefix}_DOMAINS", default=[])],
        },
    }


def proved_by_two(id_token: dict[str, Any]) -> bool:
    """Whether the provider says that it asked for a second factor: in `amr`, as a list of methods."""
    methods = id_token.get("amr") or []
    return bool(STRONG_METHODS & set(methods if isinstance(methods, list) else [methods]))
