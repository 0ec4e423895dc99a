"""`fingerpost check --deploy` refuses a deployment that would put families' records at risk.

Django's own checks only warn; these are errors, each with the sentence that says what to set.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from fingerpost.base import encryption

SHORTEST_KEY = 50
SHORTEST_SECRET = 40
FEWEST_CHARACTERS = 10
OBVIOUS = ("insecure", "changeme", "secret", "only-for-tests")

Finding = tuple[str, str, str]


@register(Tags.security, deploy=True)
def refuse_unsafe_deployment(**_: Any) -> list[CheckMessage]:
    """Every reason not to open this installation to the public. Run by `check --deploy` only."""
    return [Error(problem, hint=hint, id=f"fingerpost.{number}") for look in LOOKS for number, problem, hint in look()]


def debugging() -> Iterator[Finding]:
    """Pages that show the code and its settings to whoever provokes an error."""
    if settings.DEBUG:
        yield "E001", "DEBUG is on: an error would show our settings to the public.", "Remove DEBUG."


def secret_key() -> Iterator[Finding]:
    """Whoever knows or guesses the key can sign in as anybody."""
    key = _key()
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS or any(word in key.lower() for word in OBVIOUS):
        yield "E002", "SECRET_KEY is missing, short or easy to guess.", "Set it to 50 random characters or more."


def hosts() -> Iterator[Finding]:
    """A page's links are built from the name it was asked by, so only our own names may be asked for."""
    named = settings.ALLOWED_HOSTS
    if not named or "*" in named:
        yield "E003", "ALLOWED_HOSTS does not name this site.", "Set it to the site's own names, separated by commas."
    elif all(name in {"127.0.0.1", "localhost", "[::1]"} for name in named):
        yield "E003", "ALLOWED_HOSTS names only this machine.", "Set it to the site's own names, separated by commas."


def make_believe() -> Iterator[Finding]:
    """Invented families must never stand among real ones."""
    if settings.FINGERPOST_DEMO:
        yield "E004", "The make-believe county is switched on.", "Remove FINGERPOST_DEMO and use an empty database."


def database() -> Iterator[Finding]:
    """The private database has no backups and stops with the command that started it."""
    if settings.FINGERPOST_PRIVATE_DATABASE:
        yield "E005", "The database is the private one for try-outs.", "Set DATABASE_URL: see docs/operations.md."


def https() -> Iterator[Finding]:
    """What families tell us travels encrypted, and so does the cookie that says who they are."""
    hint = "Remove HTTPS and FINGERPOST_TRY_OUT from the environment."
    if not (settings.SECURE_SSL_REDIRECT and settings.SECURE_HSTS_SECONDS):
        yield "E006", "Pages can be read without HTTPS.", hint
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        yield "E007", "Cookies travel without HTTPS.", hint


def seals() -> Iterator[Finding]:
    """Whoever can write to the database must not be able to forge the seals over the record."""
    if len(settings.AUDIT_SIGNING_KEY) < SHORTEST_SECRET or _key() == settings.AUDIT_SIGNING_KEY:
        hint = "Set AUDIT_SIGNING_KEY, or AUDIT_SIGNING_KEY_FILE, to 40 random characters or more."
        yield "E020", "AUDIT_SIGNING_KEY is missing, short or the same as SECRET_KEY.", hint


def keys() -> Iterator[Finding]:
    """Notes on a family's health and needs are kept under keys; those of a try-out lie beside its data."""
    try:
        ring = encryption.ring()
    except encryption.NoKeys as problem:
        yield "E022", str(problem), "Run `fingerpost keys new` and keep what it says away from the database."
        return
    if any(name.startswith(encryption.TRY_OUT) for name in ring.names):
        yield "E022", "The keys are those of a try-out.", "Run `fingerpost keys new`, and set FINGERPOST_KEYS_FILE."


def travelling() -> Iterator[Finding]:
    """What leaves this machine, to the database, the post and the organisations that vouch, is encrypted too."""
    if without_tls(settings.DATABASES["default"]):
        yield "E023", "The database is on another machine, without TLS.", "Add ?sslmode=verify-full to DATABASE_URL."
    if _elsewhere(settings.EMAIL_HOST) and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        yield (
            "E024",
            "Mail is handed to another machine without TLS.",
            "Begin EMAIL_URL with smtp+tls:// or smtp+ssl://.",
        )


def organisations() -> Iterator[Finding]:
    """Whoever vouches for people does so over HTTPS; of several, each for its own people only."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    vouching = [app["settings"] for app in providers["openid_connect"]["APPS"]]
    if not all(each["server_url"].startswith("https://") for each in vouching):
        yield (
            "E025",
            "An organisation is asked for its people without HTTPS.",
            "Begin SINGLE_SIGN_ON_…_SERVER with https.",
        )
    if len(vouching) > 1 and not all(each.get("domains") for each in vouching):
        yield "E026", "Of several organisations, one may vouch for anybody.", "Set SINGLE_SIGN_ON_…_DOMAINS for each."


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    debugging,
    secret_key,
    hosts,
    make_believe,
    database,
    https,
    seals,
    keys,
    travelling,
    organisations,
)


def without_tls(database: Mapping[str, Any]) -> bool:
    """Whether the way to a database could be listened to, or lead to another one."""
    return _elsewhere(database.get("HOST", "")) and database.get("OPTIONS", {}).get("sslmode") != "verify-full"


def _elsewhere(host: str) -> bool:
    """Whether a host is another machine: not a socket's folder, and not this one by any of its names."""
    return bool(host) and not host.startswith("/") and host not in {"localhost", "127.0.0.1", "::1"}


def _key() -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:  # so Django says that the key is empty
        return ""
