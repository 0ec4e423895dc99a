"""Single sign-on, stricter than it comes: the answer is for this attempt, from this organisation, and signed by it.

OpenID Connect Core 1.0 lets a client that fetched an ID token itself skip the signature. We check it, and the nonce.
"""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from allauth.core.internal.httpkit import add_query_params
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.utils.crypto import constant_time_compare, salted_hmac
from jwt import PyJWKSet, PyJWTError, decode, get_unverified_header

# Signatures by a private key that only the organisation has; never one made with a secret that both know, or none.
SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
CLOCKS_DIFFER = 30  # seconds
WELL_KNOWN = "/.well-known/openid-configuration"


def nonce_of(state: str) -> str:
    """What the ID token must repeat: made from the attempt's state, which this browser's session keeps."""
    return salted_hmac("fingerpost.openid.nonce", state, algorithm="sha256").hexdigest()


def with_nonce(address: str) -> str:
    """The organisation's address with the nonce for the attempt that it names."""
    state = parse_qs(urlsplit(address).query)["state"][0]
    return str(add_query_params(address, {"nonce": nonce_of(state)}))


class Organisation(OpenIDConnectOAuth2Adapter):
    """An organisation that vouches for its own people."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What it says about itself, if it is the one that was set up."""
        told: dict[str, Any] = super().openid_config
        expected = self.get_provider().server_url.partition(WELL_KNOWN)[0]
        if str(told.get("issuer", "")).rstrip("/") != expected.rstrip("/"):
            raise OAuth2Error("The provider says that it is another one.")
        return told

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """What the ID token claims, if it is signed, for us, for this attempt, and for now."""
        try:
            key, algorithm = self._key_of(get_unverified_header(id_token))
            claims: dict[str, Any] = decode(
                id_token,
                key,
                algorithms=[algorithm],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=CLOCKS_DIFFER,
                options={"require": ["exp", "iat", "sub"]},
            )
        except PyJWTError as problem:
            raise OAuth2Error("The ID token does not hold.") from problem
        if not constant_time_compare(str(claims.get("nonce", "")), nonce_of(self.request.GET.get("state", ""))):
            raise OAuth2Error("The ID token is for another attempt.")
        jwtkit.verify_jti(claims)
        return claims

    def _key_of(self, head: dict[str, Any]) -> tuple[Any, str]:
        """The provider's key that the token says it is signed by. Where the provider has but one, it need not say."""
        algorithm = str(head.get("alg"))
        with get_adapter().get_requests_session() as session:
            keys = PyJWKSet.from_dict(session.get(self.openid_config["jwks_uri"]).json()).keys
        fitting = [key for key in keys if head.get("kid") in (None, key.key_id)]
        if algorithm not in SIGNED_BY or len(fitting) != 1:
            raise OAuth2Error("The ID token is not signed by a key of the provider's.")
        return fitting[0].key, algorithm

    def complete_login(self, request: Any, app: SocialApp, token: Any, **named: Any) -> Any:
        """Without an ID token nobody is vouched for; and its person is the one whose details were fetched."""
        if not named["response"].get("id_token"):
            raise OAuth2Error("The provider gave no ID token.")
        login = super().complete_login(request, app, token, **named)
        told = login.account.extra_data
        if told["id_token"].get("sub") != told["userinfo"].get("sub"):
            raise OAuth2Error("The ID token and the details are of two people.")
        return login
