"""Somebody who cannot be mistaken: planted in every personal field of every model about people, and searched for.

What to plant is read from the declarations, so that a new model falls under the tests by itself.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from fingerpost.accounts.borrowed import BORROWED

GIVEN, FAMILY = "Ottolinde", "Quarrendyne"
EMAIL = "ottolinde.quarrendyne@planted.example"
POSTCODE, TELEPHONE, NETWORK = "ZE3 9XQ", "07700 900472", "203.0.113.77"
BORN = date(2023, 2, 27)
NOTE = f"{GIVEN} {FAMILY} of {POSTCODE}, {TELEPHONE}"
TELLS = (GIVEN, FAMILY, "planted.example", POSTCODE, TELEPHONE, NETWORK, str(BORN), "27 February 2023", "2023, 2, 27")
NOBODY = "nobody"


def declaration(model: type[models.Model]) -> Any:
    """The model's own declaration, or ours for a model of Django's or allauth's."""
    return getattr(model, "Privacy", None) or BORROWED[model._meta.label]


def about_people(ours_only: bool = False) -> list[type[models.Model]]:
    found = [model for model in apps.get_models() if declaration(model).about != NOBODY]
    return [model for model in found if model.__module__.startswith("fingerpost.")] if ours_only else found


def told(text: str) -> list[str]:
    """What a text tells of the person, in whatever letters."""
    return [tell for tell in TELLS if tell.lower() in text.lower()]


def planted(model: type[models.Model]) -> models.Model:
    """A record that is not saved, with the person in each of its personal fields."""
    return model(**{field.attname: value_for(field) for field in personal_fields(model)})


def personal_fields(model: type[models.Model]) -> "Iterator[models.Field[Any, Any]]":
    """The columns that are declared to tell of the person; whom else the record belongs to is a number."""
    privacy = declaration(model)
    names = {*getattr(privacy, "personal", ()), *getattr(privacy, "sensitive", ())}
    return (field for field in model._meta.concrete_fields if field.name in names and not field.is_relation)


# The first kind of column that fits, from the narrowest to the widest.
IN_A_COLUMN: dict[type, Any] = {
    models.EmailField: EMAIL,
    models.GenericIPAddressField: NETWORK,
    models.DateTimeField: datetime(BORN.year, BORN.month, BORN.day, tzinfo=UTC),
    models.DateField: BORN,
    models.JSONField: {"note": NOTE},
    models.TextField: NOTE,
}
IN_A_TEXT = {"postcode": POSTCODE, "phone": TELEPHONE, "mobile": TELEPHONE, "fam": FAMILY}


def value_for(field: "models.Field[Any, Any]") -> Any:
    """Something of the person that the column can hold."""
    for kind, value in IN_A_COLUMN.items():
        if isinstance(field, kind):
            return value
    if isinstance(field, models.CharField):
        return next((value for word, value in IN_A_TEXT.items() if word in field.name), GIVEN)[: field.max_length]
    return None if field.null else field.get_default()
