"""What is committed is searched on every worker within a second, whoever wrote it and however late it commits."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fingerpost.places.models import Building, CentreListing, Venue
from fingerpost.places.vocabulary import VenueKind
from fingerpost.timetable.models import Change, Series, Session
from fingerpost.timetable.queries import live as live_module
from fingerpost.timetable.queries.columns import WORDS, marks_of
from fingerpost.timetable.queries.fragments import Fragments
from fingerpost.timetable.queries.live import Live
from fingerpost.timetable.queries.rows import SessionRow, rows
from fingerpost.timetable.queries.search import Search, find_in
from tests.factories.places import make_centre, make_venue
from tests.factories.timetable import A_TUESDAY, make_cancelled_session, make_series, make_session

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch):
    monkeypatch.setattr(live_module, "LOOK_AFTER", 0.0)


@pytest.fixture
def worker() -> Live[Any]:
    """A worker that has read everything already."""
    worker: Live[Any] = Live()
    worker.columns()
    return worker


@pytest.fixture
def another() -> Iterator["psycopg.Connection[Any]"]:
    """Somebody else's connection to the database."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        yield other


def seen(worker: Live[Any]) -> list[int]:
    everything = Search(date_from=date(2026, 11, 1), days=365, page_size=1_000)
    return [hit.session_id for hit in find_in(worker.columns(), everything, BEFORE).hits]


def test_a_new_session_is_seen(worker):
    session = make_session()
    assert seen(worker) == [session.pk]


def test_without_looking_it_is_not(worker, monkeypatch):
    monkeypatch.setattr(live_module, "LOOK_AFTER", 60.0)
    make_session()
    assert seen(worker) == []


def test_a_cancelled_session_stays(worker):
    session = make_cancelled_session()
    assert seen(worker) == [session.pk]


def test_a_deleted_session_goes(worker):
    session = make_session()
    assert seen(worker)
    session.delete()
    assert seen(worker) == []


def test_a_moved_session_is_at_its_new_place(worker):
    session = make_session()
    session.venue = make_venue("Far hall")
    Venue.objects.filter(pk=session.venue.pk).update(easting=123_456)
    session.save()
    seen(worker)
    assert worker.columns().place.real.tolist() == [123_456]


@pytest.mark.parametrize(
    ("change", "column", "value"),
    [
        (lambda: Series.objects.update(youngest=7), "youngest", 7),
        (lambda: Venue.objects.update(easting=123_456, northing=654_321), "place", 123_456 + 654_321j),
    ],
)
def test_a_change_of_what_a_session_stands_on_is_seen(worker, change, column, value):
    make_session()
    assert seen(worker)
    change()
    assert getattr(worker.columns(), column).tolist() == [value]


@pytest.mark.parametrize(
    ("change", "facet", "words"),
    [
        (lambda: Series.objects.update(price_pence=150), "cost", set()),
        (lambda: Series.objects.update(price_pence=0), "cost", {"free"}),
        (lambda: Series.objects.update(category="send"), "category", {"send"}),
        (lambda: Series.objects.update(access="book"), "access", {"book"}),
        (lambda: Series.objects.update(audiences=["dads", "eal"]), "for", {"dads", "eal"}),
        (lambda: Series.objects.update(languages=["bfi"]), "language", {"bfi"}),
        (lambda: Venue.objects.update(facilities=["parking"], building=None), "facility", {"parking"}),
        (
            lambda: Building.objects.update(facilities=["accessible_toilet", "baby_changing"]),
            "facility",
            {"accessible_toilet", "baby_changing"},
        ),
    ],
)
def test_a_change_of_what_is_said_of_a_session_is_seen(worker, change, facet, words):
    make_session()
    assert seen(worker)
    change()
    ((marks, _ages),) = worker.columns().marks.tolist()
    assert {word for word in WORDS[facet] if marks & marks_of(facet, [word])} == words


def test_a_familys_home_is_never_searched(worker):
    session = make_session()
    home = make_venue("Home", kind=VenueKind.FAMILY_HOME, postcode="", town="", easting=None, northing=None,
                      address_lines=[], facilities=[])  # fmt: skip
    assert seen(worker)
    Session.objects.filter(pk=session.pk).update(venue=home)
    assert seen(worker) == []
    assert len(Live[Any]().columns()) == 0


def test_what_commits_late_is_not_missed(worker, another):
    early, late = make_session(), make_session(A_TUESDAY + timedelta(days=7))
    seen(worker)
    another.execute("update timetable_session set starts_at = starts_at - interval '1 day' where id = %s", [late.pk])
    early.delete()  # begun later, committed first
    assert len(seen(worker)) == 1
    assert seen(worker) == [late.pk]
    before = worker.columns().starts.tolist()
    another.commit()
    seen(worker)
    assert worker.columns().starts.tolist() == [before[0] - 24 * 60]


def test_what_is_heard_twice_is_read_once(worker, another, monkeypatch):
    another.execute("select pg_current_xact_id()")  # an old transaction keeps the horizon back
    make_session()
    seen(worker)
    monkeypatch.setattr(live_module, "load_some", None)
    assert len(seen(worker)) == 1


def test_a_change_that_is_rolled_back_was_none(worker):
    with transaction.atomic():
        make_session()
        transaction.set_rollback(True)
    assert seen(worker) == []


def test_inside_a_transaction_its_own_rows_are_seen_and_shared_with_nobody(worker):
    with transaction.atomic():
        session = make_session()
        assert seen(worker) == [session.pk]
        transaction.set_rollback(True)
    assert seen(worker) == []


def test_a_big_statement_is_told_in_one_row_and_read_whole(worker):
    series = make_series()
    days = [A_TUESDAY + timedelta(days=number) for number in range(5_001)]
    starts = [datetime.combine(day, time(10), UTC) for day in days]
    Session.objects.bulk_create(
        Session(reference=f"r{number}", series=series, venue=series.venue, planned_on=days[number], starts_at=at,
                ends_at=at + timedelta(hours=1))
        for number, at in enumerate(starts)
    )  # fmt: skip
    Change.objects.all().delete()
    Session.objects.update(notice="Bring a hat")
    assert list(Change.objects.values_list("kind", "record")) == [("everything", None)]
    assert len(worker.columns()) == 5_001


def test_emptying_the_table_is_seen(worker):
    make_session()
    assert seen(worker)
    call_command("flush", interactive=False, verbosity=0)
    assert seen(worker) == []


def test_a_statement_that_touches_nothing_tells_nothing():
    Change.objects.all().delete()
    Session.objects.filter(pk=-1).update(notice="nobody")
    assert not Change.objects.exists()


def test_looking_is_one_small_query(worker):
    seen(worker)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        seen(worker)
    assert len(asked) == 1


def test_a_worker_that_slept_for_days_reads_everything(worker, monkeypatch):
    make_session()
    Change.objects.all().delete()
    assert seen(worker) == []
    monkeypatch.setattr(live_module, "READ_ALL_AFTER", 0.0)
    assert len(seen(worker)) == 1


def test_old_news_is_cleared_away():
    session = make_session()
    Change.objects.update(written_at=datetime(2020, 1, 1, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("select setseed(0.5)")
        for _ in range(1_000):
            cursor.execute("update timetable_session set notice = 'x' where id = %s", [session.pk])
    assert not Change.objects.filter(written_at__year=2020).exists()


def test_rows_are_remembered_until_something_in_them_changes():
    session = make_session()
    first = rows([session.pk])[session.pk]
    Session.objects.filter(pk=session.pk).update(notice="In the garden")
    second = rows([session.pk])[session.pk]
    assert second.notice == "In the garden"
    assert second.version != first.version
    with CaptureQueriesContext(connection) as asked:
        assert rows([session.pk])[session.pk] == second
    assert len(asked) == 1  # the look at the feed


def test_what_is_drawn_of_a_session_is_drawn_anew_when_something_in_it_changes():
    session = make_session()
    notices: Fragments[str] = Fragments("notice", lambda row: f"({row.notice})")
    ids = [session.pk, -1]
    assert notices.of_sessions(ids, "en") == notices.of_sessions(ids, "en") == ["()", None]
    Session.objects.filter(pk=session.pk).update(notice="In the garden")
    assert notices.of_sessions(ids, "en") == ["(In the garden)", None]
    with transaction.atomic():
        Session.objects.filter(pk=session.pk).update(notice="Not yet said")
        assert notices.of_sessions(ids, "en") == ["(Not yet said)", None]
        transaction.set_rollback(True)
    assert notices.of_sessions(ids, "en") == ["(In the garden)", None]


def test_a_list_that_was_drawn_before_is_not_drawn_again():
    ids = [make_session(A_TUESDAY + timedelta(days=number)).pk for number in range(3)]
    drawn: list[int] = []

    def title(row: SessionRow) -> str:
        drawn.append(row.id)
        return row.title

    titles: Fragments[str] = Fragments("title", title)
    assert titles.of_sessions(ids, "en") == titles.of_sessions(ids, "en")
    assert drawn == ids


def test_a_centres_new_name_is_in_the_rows():
    centre = make_centre("Oak Tree")
    session = make_session(series=make_series(centre=centre))
    assert rows([session.pk])[session.pk].centre_name == "Oak Tree"
    CentreListing.objects.filter(centre=centre).update(name="Elm Tree")
    assert rows([session.pk])[session.pk].centre_name == "Elm Tree"


def test_rows_take_one_query_however_many():
    sessions = [make_session(A_TUESDAY + timedelta(days=number)) for number in range(12)]
    rows([])
    with CaptureQueriesContext(connection) as asked:
        assert len(rows(session.pk for session in sessions)) == 12
    assert len(asked) == 2  # the feed and the rows


def test_rows_that_are_gone_are_left_out():
    assert rows([-1, 0]) == {}
