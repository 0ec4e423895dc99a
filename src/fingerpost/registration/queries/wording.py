"""Forms as they are and were worded."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fingerpost.places.models import LocalAuthority
from fingerpost.registration.models import FormVersion
from fingerpost.registration.rules.form import SHIPPED, Form, load, read

KEY, ENGLISH = "registration", "en"


@dataclass(frozen=True, slots=True)
class Published:
    """A version of a form. reference: "" for the one that ships, as long as nobody saw it here."""

    reference: str
    form: Form


def current(authority: LocalAuthority, language: str = ENGLISH) -> Published:
    """The form as it is worded now: the newest version; the one that ships where an authority has none of its own."""
    found = in_force(authority, language)
    return _published(found.reference, found) if found else Published("", read(load(SHIPPED)))


def in_force(authority: LocalAuthority, language: str = ENGLISH) -> FormVersion | None:
    """The newest version of an authority's form in a language."""
    versions = FormVersion.objects.filter(authority=authority, key=KEY, language=language)
    return versions.order_by("-published_on", "-pk").first()


def wording_of(reference: str) -> Published:
    """A version by its reference: exactly what was shown. Raises FormVersion.DoesNotExist."""
    return _by_reference(reference)


@lru_cache(maxsize=64)
def _by_reference(reference: str) -> Published:
    """Kept: a version never changes."""
    return _published(reference, FormVersion.objects.get(reference=reference))


def _published(reference: str, version: FormVersion) -> Published:
    return Published(reference, _read(version.digest, version))


_FORMS: dict[str, Form] = {}


def _read(digest: str, version: FormVersion) -> Form:
    if digest not in _FORMS:
        wording: dict[str, Any] = version.wording
        _FORMS[digest] = read(wording)
    return _FORMS[digest]


def languages(form: Form) -> dict[str, str]:
    """The languages that the form offers, by the key that is kept."""
    try:
        options = form.question("adults", "language").options
    except KeyError:  # an authority may ask differently
        return {}
    return {option.value: option.label for option in options if option.value != "other"}
