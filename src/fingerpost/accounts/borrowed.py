"""What Django and django-allauth keep for us, declared as our own models are: by the model's label.

A house test finds a model of theirs that is not here; the public page "What we keep" shows these beside ours.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from fingerpost.base.privacy import Keep, Then

SIGNS_IN = _("the person who signs in")
WITH_THE_ACCOUNT = Keep(years=7, after=_("the last role ended"), then=Then.DELETE)
A_YEAR = Keep(years=1, after=_("you signed in"), then=Then.DELETE)


class Nobody:
    """Django's own tables of kinds and rights, and an application's registration: about nobody."""

    about = "nobody"


class EmailAddress:
    about = SIGNS_IN
    called = _("E-mail addresses")
    labels = {"user": _("person"), "email": _("e-mail address")}
    personal = {"user": _("Whose address it is"), "email": _("You sign in with it, and we write to you there")}
    plain = {"id", "verified", "primary"}
    keep = WITH_THE_ACCOUNT


class EmailConfirmation:
    about = SIGNS_IN
    called = _("Confirmations of e-mail addresses")
    labels = {"email_address": _("e-mail address")}
    personal = {"email_address": _("To confirm that the address is yours")}
    plain = {"id", "created", "sent", "key"}
    keep = A_YEAR


class Authenticator:
    about = SIGNS_IN
    called = _("Second steps")
    labels = {"user": _("person"), "last_used_at": _("when you last used it"), "data": _("key")}
    personal = {"user": _("Whose second step it is"), "last_used_at": _("To see that nobody else uses it")}
    sensitive = {"data": _("Your app’s key or your passkey, in a form that only our server can use")}
    plain = {"id", "type", "created_at"}
    keep = WITH_THE_ACCOUNT


class SocialAccount:
    about = SIGNS_IN
    called = _("Your organisation’s sign-in")
    labels = {
        "user": _("person"),
        "uid": _("number"),
        "last_login": _("when you last signed in"),
        "extra_data": _("anything else"),
    }
    personal = {
        "user": _("Who signs in with their organisation"),
        "uid": _("The number by which your organisation knows you"),
        "last_login": _("To see that nobody else signs in as you"),
        "extra_data": _("Nothing: what your organisation tells us beyond that is thrown away"),
    }
    plain = {"id", "provider", "date_joined"}
    keep = WITH_THE_ACCOUNT


class UserSession:
    about = SIGNS_IN
    called = _("Where you are signed in")
    labels = {
        "user": _("person"),
        "ip": _("internet address"),
        "user_agent": _("browser"),
        "last_seen_at": _("when you signed in"),
    }
    personal = {
        "user": _("Who is signed in"),
        "ip": _("So that you can see where you are signed in"),
        "user_agent": _("So that you can see where you are signed in"),
        "last_seen_at": _("So that you can see where you are signed in"),
    }
    plain = {"id", "created_at", "session_key", "data"}
    keep = A_YEAR


class Session:
    about = SIGNS_IN
    called = _("Sessions")
    labels = {"session_data": _("what the session holds")}
    sensitive = {"session_data": _("To know that it is still you from one page to the next")}
    plain = {"session_key", "expire_date"}
    keep = A_YEAR


BORROWED: Mapping[str, type] = {
    "account.EmailAddress": EmailAddress,
    "account.EmailConfirmation": EmailConfirmation,
    "mfa.Authenticator": Authenticator,
    "socialaccount.SocialAccount": SocialAccount,
    "usersessions.UserSession": UserSession,
    "sessions.Session": Session,
    "socialaccount.SocialApp": Nobody,
    "socialaccount.SocialToken": Nobody,  # never stored: SOCIALACCOUNT_STORE_TOKENS is off
    "auth.Group": Nobody,
    "auth.Permission": Nobody,
    "contenttypes.ContentType": Nobody,
}
