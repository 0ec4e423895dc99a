"""One settings file. Everything that differs from one place to another comes from the environment."""

from pathlib import Path

import environ

env = environ.Env()

PACKAGE = Path(__file__).resolve().parent

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
FINGERPOST_DEMO = env.bool("FINGERPOST_DEMO", default=False)

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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "fingerpost.base.read_only.ReadOnlyGets",
]

ROOT_URLCONF = "fingerpost.urls"
WSGI_APPLICATION = "fingerpost.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates", *sorted(PACKAGE.glob("desks/*/templates"))],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "fingerpost.jinja.environment"},
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///fingerpost")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": 8,
    "timeout": 10,
}
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
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
