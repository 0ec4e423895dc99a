"""The record can be added to, and in no other way changed: the database itself refuses."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from fingerpost.audit.models import Event
from fingerpost.audit.operations import record

pytestmark = pytest.mark.django_db


@pytest.fixture
@transaction.atomic
def event() -> Event:
    return record("close centre", kind="centre", reference="oak-tree", by="a test", counts={"centres": 1})


def test_an_event_says_what_was_done_to_what_and_by_whom(event):
    assert str(event) == "close centre centre oak-tree"
    assert (event.actor, event.counts) == ("a test", {"centres": 1})


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.delete(),
        lambda event: event.save(),
        lambda event: Event.objects.update(actor="somebody else"),
        lambda event: Event.objects.all().delete(),
    ],
)
def test_an_event_is_neither_changed_nor_removed(change, event):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        change(event)
    assert Event.objects.get().actor == "a test"


def test_the_record_cannot_be_emptied(event):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("truncate audit_event")
    assert Event.objects.exists()


def test_what_is_undone_leaves_no_event(event):
    with transaction.atomic():
        record("open centre", kind="centre", reference="oak-tree", by="a test")
        transaction.set_rollback(True)
    assert Event.objects.count() == 1
