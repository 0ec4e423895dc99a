"""The product's addresses, and one that fails in every way there is while it holds the record of a person."""

import logging
from collections.abc import Callable
from typing import Any, NoReturn

from django.apps import apps
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db import connection, models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from fingerpost.base.audience import Audience, open_to
from fingerpost.base.scope import Machinery, machinery
from fingerpost.urls import urlpatterns as ours
from tests.house.planting import EMAIL, NOTE, personal_fields, planted

logger = logging.getLogger("fingerpost")


def a_programmers_mistake(record: models.Model) -> NoReturn:
    raise KeyError(NOTE, record)


def a_mistake_with_a_cause(record: models.Model) -> None:
    try:
        int(NOTE)
    except ValueError as problem:
        raise LookupError(f"no {record} of {EMAIL}") from problem


def a_value_that_does_not_fit(record: models.Model) -> None:
    field = next(personal_fields(type(record)))
    raise ValidationError({field.name: NOTE}, params={"value": getattr(record, field.attname)})


def a_row_that_the_database_refuses(record: models.Model) -> None:
    """PostgreSQL then repeats the whole row."""
    needed = [each for each in type(record)._meta.concrete_fields if not (each.null or each.primary_key)]
    lacking = next((each for each in needed if each.is_relation), needed[-1])
    setattr(record, lacking.attname, None)
    with machinery(Machinery.FAMILIES):  # or the database refuses it to a stranger before it looks at it
        record.save()


def a_value_that_the_database_refuses(record: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select cast(%s as integer)", [NOTE])


def a_statement_that_the_database_refuses(record: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'select "{NOTE}"')


def something_suspicious(record: models.Model) -> NoReturn:
    raise SuspiciousOperation(f"{NOTE} {record}")


def nothing_there(record: models.Model) -> NoReturn:
    raise Http404(f"{NOTE} {record}")


def a_line_in_the_log(record: models.Model) -> NoReturn:
    logger.error("%s and %r could not be told at %s", record, [record], EMAIL)
    logger.error("That went wrong: %s", ValueError(NOTE))
    raise PermissionDenied


WAYS: dict[str, Callable[[models.Model], Any]] = {
    way.__name__: way
    for way in (
        a_programmers_mistake,
        a_mistake_with_a_cause,
        a_value_that_does_not_fit,
        a_row_that_the_database_refuses,
        a_value_that_the_database_refuses,
        a_statement_that_the_database_refuses,
        something_suspicious,
        nothing_there,
        a_line_in_the_log,
    )
}


@open_to(Audience.ANYONE)
def fail(request: HttpRequest, label: str, way: str) -> HttpResponse:
    record = planted(apps.get_model(label))
    given_name, note = "Ottolinde", NOTE
    WAYS[way](record)
    return HttpResponse(f"{given_name} {note} did not fail")


urlpatterns = [*ours, path("fail/<str:label>/<str:way>/", fail)]
