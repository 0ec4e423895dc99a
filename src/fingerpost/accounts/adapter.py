"""Where django-allauth asks us: who may sign up, how often one may try, what a mail says, how secrets are kept.

Nobody signs up alone: people come by invitation. Lock-out cannot be used against a colleague: attempts are counted
for an address together with the client that tries, and a browser that its owner signed in with before has a count
of its own (OWASP calls it a device cookie).
"""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from requests import Session

from fingerpost.accounts.gate import note_second_factor
from fingerpost.accounts.models import User
from fingerpost.accounts.sessions import recently_signed_in
from fingerpost.accounts.single_sign_on import proved_by_two
from fingerpost.audit.operations import Who, record
from fingerpost.base.headers import cookie_name
from fingerpost.places.queries import NoAuthority, authority

KNOWN_COOKIE = "fingerpost-known"  # as `headers.cookie_name` says it
KNOWN_SECONDS = 90 * 24 * 60 * 60

# The mails that are sent, with their subjects. All others tell of a change to the account, and share one text.
MAILS = {
    "account/email/login_code": (_("Your code to sign in"), "mail/login_code.txt"),
    "account/email/password_reset_code": (_("Your code to choose a new password"), "mail/password_code.txt"),
    "account/email/email_confirmation": (_("Your code to confirm your e-mail address"), "mail/address_code.txt"),
    "account/email/unknown_account": (_("Somebody tried to sign in with your address"), "mail/unknown.txt"),
    "invitation": (_("You are invited to work with us online"), "mail/invitation.txt"),
    "registration/receipt": (_("We have your form"), "mail/registration_receipt.txt"),
    "registration/link": (_("Your link to go on with your form"), "mail/registration_link.txt"),
    "waiting": (_("Something waits at your desk"), "mail/waiting.txt"),
}
CHANGES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was changed."),
    "account/email/password_set": _("A password was set."),
    "account/email/email_changed": _("The e-mail address was changed."),
    "account/email/email_confirm": _("The e-mail address was confirmed."),
    "account/email/email_deleted": _("An e-mail address was removed."),
    "mfa/email/totp_activated": _("An authenticator app was added."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
    "socialaccount/email/account_connected": _("Your organisation’s sign-in was connected."),
    "socialaccount/email/account_disconnected": _("Your organisation’s sign-in was disconnected."),
}
CHANGED = _("Something changed about your account")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: no open sign-up, limits by client, plain mails."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("That e-mail address and password do not go together. Try again."),
        "too_many_login_attempts": _("There were too many tries from here. Wait five minutes, or sign in another way."),
        "incorrect_code": _("That code is not right. Look at the newest e-mail and try again."),
        "incorrect_password": _("That password is not right. Try again."),
        "enter_current_password": _("That is not your password now. Try again."),
        "rate_limited": _("There were too many tries. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def add_message(self, *arguments: Any, **named: Any) -> None:
        """Pages say what happened; there are no messages that a later page shows."""

    def is_reauthentication_required(self, *, app: str, **_named: Any) -> bool:
        """Asked before the ways to sign in are changed, unless that person signed in minutes ago."""
        return app == "allauth.mfa" and not recently_signed_in(self.request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        email = str(credentials.get("email", "")).lower()
        return f"{email}:{client(request, email, self.get_client_ip(request))}"

    def post_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **named)
        _note(
            "sign in",
            user.reference,
            by=user.reference,
            why=_by_what(request, user),
            ip=self.get_client_ip(request),
        )
        response.set_cookie(
            cookie_name(KNOWN_COOKIE),
            _known(user.get_username()).sign("known"),
            max_age=KNOWN_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """On record, by the account where there is one; what was typed is not."""
        user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        reference = user.reference if user else "unknown"
        _note("fail to sign in", reference, by="a stranger", why="", ip=self.get_client_ip(request))

    def send_notification_mail(self, template_prefix: str, user: User, *arguments: Any, **named: Any) -> None:
        """Every change of how somebody signs in comes by here: told to them, and on record."""
        what = template_prefix.rpartition("/")[2].replace("_", " ")
        ip = self.get_client_ip(self.request)
        _note("change sign-in", user.reference, by=user.reference, why=what, ip=ip)
        super().send_notification_mail(template_prefix, user, *arguments, **named)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One plain mail; the only thing it links to is our own site."""
        mail_to(template_prefix, email, context)


@transaction.atomic
def _note(what: str, reference: str, *, by: str, why: str, ip: str) -> None:
    """Put on record what happened at the door, and from which network."""
    record(what, kind="user", reference=reference, by=Who(by, address=ip), why=why)


def _by_what(request: HttpRequest, user: User) -> str:
    """The methods that somebody signed in by: "password, mfa"."""
    return ", ".join(str(each["method"]) for each in get_authentication_records(request, user))


def mail_to(name: str, email: str, context: dict[str, Any]) -> None:
    """Send one of our mails. It names the service as the authority calls it."""
    change = CHANGES.get(name, "")
    subject, template = (CHANGED, "mail/changed.txt") if change else MAILS[name]
    try:
        served = authority().name
    except NoAuthority:
        served = "Fingerpost"
    body = render_to_string(template, {**context, "change": change, "served": served})
    EmailMessage(str(subject), body, to=[email]).send()


def _known(email: str) -> Signer:
    return Signer(salt=f"known browser of {hashlib.sha256(email.encode()).hexdigest()}")


def client(request: HttpRequest, email: str, ip: str) -> str:
    """Who is trying: the browser that this address signed in with before, or whoever is at an internet address."""
    cookie = request.COOKIES.get(cookie_name(KNOWN_COOKIE), "")
    try:
        _known(email).unsign(cookie)
    except BadSignature:
        return ip
    return f"known {hashlib.sha256(cookie.encode()).hexdigest()}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted where they are kept."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code is not right. Wait for the next one and try again."),
    }

    def encrypt(self, text: str) -> str:
        return _ring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _ring().decrypt(encrypted_text.encode()).decode()


def _ring() -> MultiFernet:
    """Keys made from the secret key, the newest first; earlier ones still open what they closed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"second factor {secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: only for people who were invited, by the address that their organisation has checked."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Note a second factor that was proved at home; keep none of what else the organisation told us."""
        told = sociallogin.account.extra_data or {}
        if sociallogin.is_existing and proved_by_two(told.get("id_token") or {}):
            note_second_factor(request, sociallogin.user)
        sociallogin.account.extra_data = {}

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """An organisation vouches for its own addresses; where there are several, it must be said which those are."""
        domains = login.provider.app.settings.get("domains", [])
        providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
        alone = len(providers["openid_connect"]["APPS"]) == 1
        return email.rpartition("@")[2].lower() in domains if domains else alone

    def get_requests_session(self) -> Session:
        """An organisation's server answers itself; nobody sends us on to another."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def send_notification_mail(self, *arguments: Any, **named: Any) -> None:
        AccountAdapter(current.request).send_notification_mail(*arguments, **named)
