"""One settings file. Everything that differs from one place to another comes from the environment.

Without a word from the environment each setting is the safe one; `fingerpost check --deploy` says what a deployment
still lacks. Only a try-out on this machine (`fingerpost run`, or the private database) is told to be laxer.
"""

from pathlib import Path

import environ

from fingerpost.accounts.single_sign_on import single_sign_on
from fingerpost.base.pooled import Pooled
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
# Where checkpoints are added, outside the database: best a place that this machine can only add to.
AUDIT_CHECKPOINTS = env.str("AUDIT_CHECKPOINTS", default=str(home() / "checkpoints") if FINGERPOST_TRY_OUT else "")
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
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# By this prefix a browser holds a cookie to this one host and to HTTPS, whatever another host of the council sets.
HOST_ONLY = "__Host-" if HTTPS else ""
CSRF_COOKIE_NAME = f"{HOST_ONLY}csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
# Where a family came from is nobody's business, and no page of ours belongs in somebody else's.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# To be on the browsers' own list is for the council to ask for, with all its names.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# What is sent as a file is thrown away as it comes, but where a view says that it takes one (base/uploads.py).
FILE_UPLOAD_HANDLERS: list[str] = []
# Pictures that somebody sent are shown from this host alone, where nobody is signed in; without it they are downloaded.
PICTURES_HOST = env.str("PICTURES_HOST", default="")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "fingerpost.base",
    "fingerpost.audit",
    "fingerpost.places",
    "fingerpost.partners",
    "fingerpost.accounts",
    "fingerpost.families",
    "fingerpost.directory",
    "fingerpost.sharing",
    "fingerpost.registration",
    "fingerpost.timetable",
    "fingerpost.desks.public",
    "fingerpost.desks.account",
    "fingerpost.desks.centre",
    "fingerpost.desks.partner",
    "fingerpost.desks.pharmacy",
    "fingerpost.desks.family",
    "fingerpost.desks.county",
    "fingerpost.demo",
]

MIDDLEWARE = [
    "fingerpost.base.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "fingerpost.base.scope.PageScope",
    "django.middleware.common.CommonMiddleware",
    "fingerpost.base.uploads.Uploads",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fingerpost.accounts.sessions.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "fingerpost.base.read_only.ReadOnlyGets",
    "allauth.account.middleware.AccountMiddleware",
    "fingerpost.accounts.gate.Gate",
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
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": 8,
    "timeout": 10,
    "connection_class": Pooled,
}
# What is asked often is planned once for each connection (docs/adr/0077): planning the policies of row security, again
# for each look, would cost more than the look. A pooler between us and the database has to keep prepared statements.
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who people are. Everything about signing in that is a decision: docs/adr/0060 to 0065.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account:home"
LOGOUT_REDIRECT_URL = "public:home"
# Long and not guessed beats complicated: no rule asks for capitals or digits (NIST SP 800-63B, 5.1.1.2).
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "fingerpost.accounts.passwords.NotPutTogether"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "given_name", "family_name")},
    },
]
# What apps above accounts add to the scope of somebody who came to a desk (docs/adr/0075).
SCOPE_WIDENED_BY = ["fingerpost.families.queries.reach.with_families"]
SESSION_ENGINE = "fingerpost.accounts.sessions"
SESSION_COOKIE_NAME = f"{HOST_ONLY}fingerpost-session"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 60 * 60  # from signing in, whatever happens
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
# One count of attempts for all processes. Only POSTs are counted, so a page that only reads still only reads.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "KEY_FUNCTION": "fingerpost.base.telling.cache_key",
    }
}

ACCOUNT_ADAPTER = "fingerpost.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# Per address and client, see accounts.adapter: an address alone would let a stranger lock a colleague out.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/10m/ip,5/5m/key",
    "request_login_code": "20/m/ip,5/10m/key",
    # Nobody's letter box is flooded in our name, and nobody keeps the decoder of pictures busy.
    "send_form_link": "30/10m/ip,5/10m/key",
    "send_paper_form": "20/10m/ip",
}
ACCOUNT_FORMS = {
    "login": "fingerpost.desks.account.forms.SignInForm",
    "request_login_code": "fingerpost.desks.account.forms.AskForCodeForm",
    "confirm_login_code": "fingerpost.desks.account.forms.TypeCodeForm",
    "reset_password": "fingerpost.desks.account.forms.ForgottenForm",
    "confirm_password_reset_code": "fingerpost.desks.account.forms.ForgottenCodeForm",
    "reset_password_from_key": "fingerpost.desks.account.forms.NewPasswordForm",
    "change_password": "fingerpost.desks.account.forms.OtherPasswordForm",
    "set_password": "fingerpost.desks.account.forms.FirstPasswordForm",
    "reauthenticate": "fingerpost.desks.account.forms.AgainForm",
}
MFA_ADAPTER = "fingerpost.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = env.str("SITE_NAME", default="Fingerpost")
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are not all right
MFA_FORMS = {
    "authenticate": "fingerpost.desks.account.forms.CodeForm",
    "reauthenticate": "fingerpost.desks.account.forms.CodeAgainForm",
    "add_webauthn": "fingerpost.desks.account.forms.NewPasskeyForm",
    "login_webauthn": "fingerpost.desks.account.forms.PasskeyForm",
    "authenticate_webauthn": "fingerpost.desks.account.forms.PasskeySecondForm",
    "reauthenticate_webauthn": "fingerpost.desks.account.forms.PasskeyAgainForm",
}
# A browser calls plain http on this machine a safe origin; only a try-out is served so.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "fingerpost.accounts.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": single_sign_on(env)}}
SOCIALACCOUNT_STORE_TOKENS = False
# The council's own provider has checked the address; whoever was invited by it is that person.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=int(SECURE_PROXY_SSL_HEADER is not None))

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://" if FINGERPOST_TRY_OUT else "smtp://localhost:25")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="fingerpost@localhost")

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

# To standard error, and by e-mail to ADMINS. A line says what happened and at which address, by references; a request's
# parameters and form fields are never written: base.log_lines, docs/adr/0095.
ADMINS = [("", address) for address in env.list("ADMINS", default=[])]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one_line": {"()": "fingerpost.base.log_lines.OneLine"}},
    "handlers": {
        "stderr": {"class": "fingerpost.base.log_lines.ToStandardError", "formatter": "one_line"},
        "administrators": {
            "class": "fingerpost.base.log_lines.ToAdministrators",
            "formatter": "one_line",
            "level": "ERROR",
        },
    },
    "root": {"handlers": ["stderr", "administrators"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr", "administrators"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # a page that is not there is no event
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # nor is a passer-by who tries every server's door
        "fingerpost.security": {"level": "INFO"},  # who was refused, and who tried to get round a guard
    },
}
