"""What an entry says, and that nothing happens without it."""

from unittest import mock

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who, origin, record, record_broken_glass, record_read, record_refused
from fingerpost.audit.rules.references import Telling
from fingerpost.audit.vocabulary import Verb
from fingerpost.base.read_only import ReadOnlyGets, WriteRefused
from fingerpost.base.verdict import Refused
from fingerpost.partners import operations as partners
from fingerpost.partners.models import Organisation
from fingerpost.partners.operations import Partner, add_organisation
from fingerpost.partners.vocabulary import OrganisationKind

pytestmark = pytest.mark.django_db
ANNA = Who(user="7kq2mxw9tb", posting="p2mxw9tb7k", desk="centre", address="192.0.2.77")
NAMES = ("Ada", "Lovelace", "ada@home.example", "01632 960123", "WM1 2AB", "192.0.2.77")


def everything() -> str:
    """All that the table holds, as the database writes it."""
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(audit_event::text, ' ') from audit_event")
        return str(cursor.fetchone()[0])


def look(**more: object) -> Event:
    said = {"kind": "family", "references": ["f1"], "by": ANNA, "because": "You work with this family."} | more
    found = record_read("see family", **said)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_write_says_who_what_and_why():
    with transaction.atomic():
        record("load reach", kind="reach", reference="919", by="load-reach", why="A new year", counts={"areas": 3})
    event = Event.objects.get()
    assert (event.verb, event.actor, event.why, event.counts) == ("wrote", "load-reach", "A new year", {"areas": 3})


def test_a_look_says_at_which_desk_by_which_posting_and_why_it_was_allowed():
    look()
    event = Event.objects.get()
    assert (event.verb, event.actor, event.posting, event.desk) == ("read", ANNA.user, ANNA.posting, "centre")
    assert event.because == "You work with this family."


def test_a_look_at_a_list_names_every_record_in_one_entry():
    look(references=["f1", "f2", "f3"])
    event = Event.objects.get()
    assert (event.subject_reference, event.others, event.counts) == ("f1", ["f2", "f3"], {"records": 3})


def test_a_look_at_nothing_is_no_entry():
    assert record_read("list families", kind="family", references=[], by=ANNA, because="") is None
    assert not Event.objects.exists()


def test_a_refusal_is_on_record():
    record_refused("see family", kind="family", reference="f1", by=ANNA, because="Another group works with them.")
    assert Event.objects.get().verb == Verb.REFUSED


@pytest.mark.parametrize("why", ["", "  "])
def test_glass_is_not_broken_without_a_reason(why):
    with pytest.raises(Refused, match="Write down why"):
        record_broken_glass("see family", kind="family", reference="f1", by=ANNA, because="Policy", why=why)


def test_planted_names_reach_no_column():
    why = "Ada Lovelace rang from 01632 960123 (ada@home.example), now at WM1 2AB"
    look(why=why, because=why, names=["Ada Lovelace"])
    assert not [name for name in NAMES if name.lower() in everything().lower()]


@pytest.mark.parametrize("part", ["user", "posting", "desk"])
def test_a_name_as_a_reference_is_refused(part):
    with pytest.raises(Telling):
        look(by=Who(**({"user": "u", part: "Ada Lovelace"})))
    assert not Event.objects.exists()


def test_where_from_is_a_pseudonym_of_the_network(settings):
    here = origin("192.0.2.77")
    assert here == origin("192.0.2.9") != origin("192.0.3.77")
    settings.SECRET_KEY = "another key"
    assert origin("192.0.2.77") != here


def test_what_cannot_be_recorded_does_not_happen():
    """The trail is full, or broken: the organisation is not entered either."""
    broken = mock.patch.object(partners, "record", side_effect=DatabaseError("no room"))
    with broken, pytest.raises(DatabaseError), transaction.atomic():
        add_organisation(partner=Partner(kind=OrganisationKind.GP, name="Surgery"), by="tests")
    assert not Organisation.objects.exists()


def test_what_the_database_will_not_take_on_record_does_not_happen():
    longer_than_its_column = "tests " * 20
    with pytest.raises(DatabaseError, match="too long"), transaction.atomic():
        add_organisation(partner=Partner(kind=OrganisationKind.GP, name="Surgery"), by=longer_than_its_column)
    assert not Organisation.objects.exists()


def reading_page(request: HttpRequest) -> HttpResponse:
    look()
    return HttpResponse()


def test_a_page_that_only_reads_may_put_the_look_on_record():
    assert ReadOnlyGets(reading_page)(RequestFactory().get("/")).status_code == 200
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    [
        "insert into audit_seal (number) values (1)",
        'INSERT INTO "audit_event" ("at") VALUES (now()) RETURNING id; delete from partners_organisation',
        'INSERT INTO "audit_event" ("at") SELECT at from audit_event RETURNING id',
        "update audit_event set actor = ''",
    ],
)
def test_and_nothing_else(words):
    def page(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(words)
        return HttpResponse()

    with pytest.raises(WriteRefused):
        ReadOnlyGets(page)(RequestFactory().get("/"))


def test_a_write_outside_a_transaction_is_refused(log):
    """Its entry might fail after it is done: one of two that stand alone."""
    with pytest.raises(TransactionManagementError, match="one transaction"):
        record("load reach", kind="reach", reference="919", by="tests")
    with transaction.atomic():
        record("load reach", kind="reach", reference="919", by="tests")
    assert Event.objects.count() == 1


def test_a_look_stands_by_itself(log):
    look()
    assert Event.objects.count() == 1
