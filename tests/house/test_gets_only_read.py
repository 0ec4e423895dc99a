"""A GET writes nothing: each page is asked for, and PostgreSQL's own counters of this transaction stand still."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from fingerpost.base.read_only import ReadOnlyGets, WriteRefused
from fingerpost.places.models import LeadAgency
from tests.factories.county import County
from tests.house.pages import EXAMPLES, views

pytestmark = pytest.mark.django_db


def rows_written() -> int:
    """Rows added, changed and removed so far in this transaction, but for entries that say that somebody looked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_xact_user_tables"
            " where relname <> 'audit_event'"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("name", sorted(views()))
def test_a_page_writes_nothing(name: str, county: County, client: Client):
    asker = EXAMPLES[name].asker(client)
    address = EXAMPLES[name].address(name, county)
    before = rows_written()
    asker.get(address, EXAMPLES[name].query)
    assert rows_written() == before


def test_the_counters_see_a_write():
    before = rows_written()
    LeadAgency.objects.create(name="Moor and Vale Trust")
    assert rows_written() == before + 1


def _writing_view(request: HttpRequest) -> HttpResponse:
    LeadAgency.objects.create(name="Moor and Vale Trust")
    return HttpResponse()


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_view_that_writes_is_refused(method: str):
    with pytest.raises(WriteRefused):
        ReadOnlyGets(_writing_view)(RequestFactory().generic(method, "/"))


def test_a_post_may_write():
    assert ReadOnlyGets(_writing_view)(RequestFactory().post("/")).status_code == 200
