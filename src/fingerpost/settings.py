"""One settings file. Everything that differs from one place to another comes from the environment.

Without a word from the environment each setting is the safe one; `fingerpost check --deploy` says what a deployment
still lacks. Only a try-out on this machine (`fingerpost run`, or the private database) is told to be laxer.
"""

from pathlib import Path

import environ

from fingerpost.launch.home import given_secret, home, kept_secret

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent

# Said by the console command, never by a person: this is a try-out on one machine, on a database of its own.
FINGERPOST_TRY_OUT = env.bool("FINGERPOST_TRY_OUT", default=False)
FINGERPOST_PRIVATE_DATABASE = env.bool("FINGERPOST_PRIVATE_DATABASE", default=False)
FINGERPOST_DEMO = env.bool("FINGERPOST_DEMO", default=False)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if FINGERPOST_TRY_OUT and not SECRET_KEY:
    SECRET_KEY = kept_secret(home() / "secret-key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Seals and checkpoints of the record are signed with this; public keys of earlier times stay named.
AUDIT_SIGNING_KEY = given_secret("AUDIT_SIGNING_KEY")
if FINGERPOST_TRY_OUT and not AUDIT_SIGNING_KEY:
    AUDIT_SIGNING_KEY = kept_secret(home() / "audit-signing-key")
AUDIT_FORMER_KEYS = env.list("AUDIT_FORMER_KEYS", default=[])
# Sensitive columns are encrypted under these, the newest first.
FINGERPOST_KEYS = given_secret("FINGERPOST_KEYS")
if FINGERPOST_TRY_OUT and not FINGERPOST_KEYS:
    FINGERPOST_KEYS = f"tryout:{kept_secret(home() / 'encryption-key')}"
# Whoever offers a changed Fingerpost to others owes them its source (AGPL-3.0, section 13): the address where it is.
SOURCE_CODE = env.str("SOURCE_CODE", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Everything but a try-out is reached over HTTPS. Set BEHIND_PROXY where a proxy ends HTTPS and says so in a header
# that it always sets itself.
HTTPS = env.bool("HTTPS", default=not FINGERPOST_TRY_OUT)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
# Where a family came from is nobody's business, and no page of ours belongs in somebody else's.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# A council's other names are not ours to put under HTTPS.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "fingerpost.base",
    "fingerpost.audit",
    "fingerpost.places",
    "fingerpost.partners",
    "fingerpost.directory",
    "fingerpost.timetable",
    "fingerpost.desks.public",
    "fingerpost.desks.county",
    "fingerpost.demo",
]

MIDDLEWARE = [
    "fingerpost.base.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "fingerpost.base.read_only.ReadOnlyGets",
    "fingerpost.base.unavailable.Unavailable",
]

ROOT_URLCONF = "fingerpost.urls"
WSGI_APPLICATION = "fingerpost.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates", *sorted(PACKAGE.glob("desks/*/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "fingerpost.jinja.environment",
            "context_processors": ["fingerpost.jinja.frame"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///fingerpost")}
# A pool in each worker, as large as its threads need: connections kept by the threads themselves leak under granian.
# Each is checked before use, so that a database that was started again is found at once.
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/London")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(PACKAGE / "staticfiles"))
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# To standard error, where systemd and containers collect it. A line says what happened and at which address;
# a request's parameters and form fields are never written.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # a page that is not there is no event
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # nor is a passer-by who tries every server's door
    },
}
