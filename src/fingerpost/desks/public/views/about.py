"""What this website is, how easy it is to use, what it keeps about people, and where its facts come from.

"The minimum amount of information will be shared ... and only kept for as long as is necessary": what is kept
is read from the declarations on the models themselves, so that this page cannot say anything else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from fingerpost.accounts.borrowed import BORROWED
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.privacy import Keep, Then
from fingerpost.places.queries import attribution, authority

# What every authority in England starts from: what it is, whose, as at when, and the licence.
OPEN_GOVERNMENT = _("Open Government Licence 3.0")
NATIONAL = (
    (
        _("Centres and groups: names, addresses, opening and closing days"),
        _("Department for Education, Get Information About Schools"),
        _("Each entry holds from a day to a day"),
    ),
    (_("Postcodes and where they are"), _("Office for National Statistics, Postcode Directory"), _("2025")),
    (
        _("Small areas and their outlines on the map"),
        _("Office for National Statistics, lower-layer super output areas"),
        _("2011, made simpler for a small map"),
    ),
    (
        _("How many children live in a small area"),
        _("Office for National Statistics, small area population estimates"),
        _("Mid-2020"),
    ),
    (
        _("Which areas are more deprived"),
        _("Ministry of Housing, Communities and Local Government, English Indices of Deprivation"),
        _("2019"),
    ),
    (_("Public holidays"), _("GOV.UK, bank holidays"), _("As published with this software")),
)

NOBODY = "nobody"
OUR_APPS = "fingerpost."
BECOMES = {
    Then.DELETE: _("we delete it"),
    Then.ANONYMISE: _("we take out everything that could tell who you are"),
    Then.REVIEW: _("a person looks at it and decides whether it must still be kept"),
}


ABOUT_NOBODY = {
    "audit": _("Changes to our records, and who looked at them: which record, when and why"),
    "directory": _("Services: what there is help with, and who offers it"),
    "partners": _("Organisations that we work with"),
    "places": _("Centres, buildings and their hours, groups, and the areas they serve"),
    "registration": _("The wording of our registration form, and that a button was pressed twice"),
    "sharing": _("Agreements with organisations: what may be shared with them, and on which law"),
    "timetable": _("Programmes, sessions and the days that centres are closed"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is kept: what it is, why, and whether only those who need it see it."""

    name: str
    why: str
    guarded: bool


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """One kind of record about people, as its model declares it."""

    name: str
    about: str
    facts: tuple[Fact, ...]
    how_long: str


def kept_records(models: Iterable[type[Model]]) -> list[KeptRecord]:
    """The records that are about somebody, in the order the models are given."""
    return [_kept(model) for model in models if declaration(model).about != NOBODY]


def declaration(model: type[Model]) -> Any:
    """What a model says of itself; for a model of the libraries that we stand on, what we say of it."""
    return getattr(model, "Privacy", None) or BORROWED[model._meta.label]


def _kept(model: type[Model]) -> KeptRecord:
    declared = declaration(model)
    personal = getattr(declared, "personal", {})
    sensitive = getattr(declared, "sensitive", {})
    facts = [_fact(model, field, why, guarded=False) for field, why in personal.items()]
    facts += [_fact(model, field, why, guarded=True) for field, why in sensitive.items()]
    name = capfirst(str(getattr(declared, "called", model._meta.verbose_name_plural)))
    return KeptRecord(name, declared.about, tuple(facts), how_long(declared.keep))


def _fact(model: type[Model], field: str, why: str, *, guarded: bool) -> Fact:
    told = getattr(declaration(model), "labels", {}).get(field)
    label = str(told or getattr(model._meta.get_field(field), "verbose_name", field))
    return Fact(capfirst(label), why, guarded)


def how_long(keep: Keep) -> str:
    """A keeping rule as a sentence."""
    sentence = ngettext(
        "For %(years)d year after %(event)s; then %(end)s.",
        "For %(years)d years after %(event)s; then %(end)s.",
        keep.years,
    )
    return sentence % {"years": keep.years, "event": keep.after, "end": BECOMES[keep.then]}


def impersonal(models: Iterable[type[Model]]) -> list[str]:
    """What is kept that is about nobody, a line for each app. An app without its line fails here."""
    labels = {model._meta.app_label for model in models if model.Privacy.about == NOBODY}  # type: ignore[attr-defined]
    return [str(ABOUT_NOBODY[label]) for label in sorted(labels)]


def _our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(OUR_APPS)]


@require_safe
@open_to(Audience.ANYONE)
def about(request: HttpRequest) -> HttpResponse:
    """What children's centres are for, and what this website does."""
    return render(request, "public/about.html", {"served_by": authority()})


@require_safe
@open_to(Audience.ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that public bodies owe (Accessibility Regulations 2018, regulation 8)."""
    return render(request, "public/accessibility.html")


@require_safe
@open_to(Audience.ANYONE)
def privacy(request: HttpRequest) -> HttpResponse:
    """What we keep about you, and why (UK GDPR, articles 13 and 14), from the models' own declarations."""
    models = _our_models()
    theirs = [model for model in apps.get_models() if model._meta.label in BORROWED]
    page = {"records": kept_records([*models, *theirs]), "impersonal": impersonal(models)}
    return render(request, "public/privacy.html", page)


@require_safe
@open_to(Audience.ANYONE)
def sources(request: HttpRequest) -> HttpResponse:
    """Whose facts we use, under which licence, and how old they are."""
    return render(
        request, "public/sources.html", {"sources": NATIONAL, "attribution": attribution(), "licence": OPEN_GOVERNMENT}
    )
