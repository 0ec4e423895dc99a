"""Each model says what it holds about a person: each concrete field stands in exactly one set."""

import pytest
from django.apps import apps
from django.db import models

from fingerpost.accounts.borrowed import BORROWED
from fingerpost.base.verdict import Refused

NOBODY = "nobody"
SETS = ("plain", "personal", "sensitive")
THEIRS = [model for model in apps.get_models() if not model.__module__.startswith("fingerpost.")]
OURS = [model for model in apps.get_models() if model.__module__.startswith("fingerpost.")]


def declared(privacy: type) -> dict[str, list[str]]:
    """Each declared field, and the sets that it stands in."""
    found: dict[str, list[str]] = {}
    for name in SETS:
        for field in getattr(privacy, name, ()):
            found.setdefault(field, []).append(name)
    return found


def problems(fields: set[str], privacy: type | None) -> list[str]:
    """What is wrong with a declaration, in words."""
    if privacy is None or not getattr(privacy, "about", ""):
        return ["does not say whom it is about"]
    stands = declared(privacy)
    missing = [f"{field} is not declared" for field in sorted(fields - stands.keys())]
    gone = [f"{field} is declared and not a field" for field in sorted(stands.keys() - fields)]
    twice = [f"{field} stands in {sets}" for field, sets in stands.items() if len(sets) > 1]
    return missing + gone + twice + _contradictions(privacy)


def _contradictions(privacy: type) -> list[str]:
    personal = bool(getattr(privacy, "personal", ()) or getattr(privacy, "sensitive", ()))
    if privacy.about == NOBODY:  # type: ignore[attr-defined]
        return ["is about nobody and holds personal fields"] if personal else []
    return [] if getattr(privacy, "keep", None) else ["is about a person and does not say how long it is kept"]


def concrete(model: type[models.Model]) -> set[str]:
    return {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_each_field_is_declared_once(model):
    assert not problems(concrete(model), vars(model).get("Privacy"))


@pytest.mark.parametrize("model", THEIRS, ids=lambda model: model._meta.label)
def test_what_the_libraries_keep_is_declared_too(model):
    privacy = BORROWED.get(model._meta.label)
    fields = set() if privacy and privacy.about == NOBODY else concrete(model)  # type: ignore[attr-defined]
    assert not problems(fields, privacy)


class Careless:
    about = "the child"
    plain = {"id", "name"}
    personal = {"name": "So staff greet the right child"}


@pytest.mark.parametrize(
    ("fields", "privacy", "problem"),
    [
        ({"id"}, None, "does not say whom it is about"),
        ({"id", "name", "born"}, Careless, "born is not declared"),
        ({"id"}, Careless, "name is declared and not a field"),
        ({"id", "name"}, Careless, "name stands in ['plain', 'personal']"),
        ({"id", "name"}, Careless, "is about a person and does not say how long it is kept"),
    ],
)
def test_a_careless_declaration_is_seen(fields, privacy, problem):
    assert problem in problems(fields, privacy)


@pytest.mark.django_db
def test_a_personal_record_is_not_read_without_saying_who_is_looking():
    """A new model about people falls under this by itself."""
    for model in OURS:
        if model.Privacy.about != NOBODY:  # type: ignore[attr-defined]
            with pytest.raises(Refused):
                model._default_manager.first()
