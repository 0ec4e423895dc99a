"""A record about a person never shows the person: printed, formatted, logged, in a list or in pieces."""

import logging
import pickle
import traceback

import pytest
from django.db import models
from django.test.utils import isolate_apps

from fingerpost.base.privacy import HIDDEN, Personal, masked
from tests.house.planting import GIVEN, about_people, declaration, planted, told

OURS = about_people(ours_only=True)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_personal_record_says_that_it_is_one(model):
    assert issubclass(model, Personal), "class X(Personal, models.Model), from fingerpost.base.privacy"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_however_it_is_written_it_shows_nobody(model, caplog):
    record = planted(model)
    logging.getLogger("fingerpost").error("%s %r %s", record, [record], {"record": record})
    written = [str(record), repr(record), f"{record}", f"{record!r:>60}", "%s" % record, ascii(record), caplog.text]  # noqa: UP031
    assert not told(" ".join(written))


def look_up(record: models.Model) -> None:
    raise LookupError(record)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_an_error_that_captures_it_shows_nobody(model):
    with pytest.raises(LookupError) as caught:
        look_up(planted(model))
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "record = " in shown
    assert not told(shown)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_is_not_put_away_anywhere_else(model):
    with pytest.raises(TypeError, match="stays in the database"):
        pickle.dumps(planted(model))


@isolate_apps("fingerpost.base")
def test_a_careless_record_would_be_seen():
    class Child(models.Model):
        given_name = models.CharField(max_length=100)

        class Meta:
            app_label = "base"

        def __str__(self) -> str:
            return self.given_name

    assert told(f"{Child(given_name=GIVEN)!r}") == [GIVEN]


def test_what_a_list_shows_in_a_fields_place_tells_nobody():
    masks = [(model, field) for model in OURS for field in getattr(declaration(model), "masks", ())]
    assert len(masks) >= 8, "names and births of adults and children"
    for model, name in masks:
        value = getattr(planted(model), name)
        assert not told(str(masked(model, name, value))), f"{model._meta.label}.{name}"


class Need:
    """Enough of a model to be masked."""

    class Privacy:
        plain = {"reference"}
        personal = {"given_name": "…", "postcode": "…"}
        sensitive = {"need": "…"}
        masks = {"postcode": lambda postcode: postcode.split()[0]}


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("reference", "7kq2mxw9tb", "7kq2mxw9tb"),
        ("given_name", "Ottolinde", "Ottolinde"),
        ("postcode", "ZE3 9XQ", "ZE3"),
        ("need", "An ear infection", HIDDEN),
        ("added_since", "An ear infection", HIDDEN),
    ],
)
def test_a_list_hides_what_is_sensitive_or_undeclared_and_shortens_what_says_so(field, value, shown):
    assert masked(Need, field, value) == shown
