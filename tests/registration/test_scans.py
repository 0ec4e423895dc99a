"""Paper that comes in: read where it can be read, kept encrypted, seen by its group alone, and deleted in time."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from time_machine import travel

from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who
from fingerpost.base.scope import NOBODY, Scope, seen_by
from fingerpost.base.verdict import Refused
from fingerpost.registration.models import FilledForm, ScanPage
from fingerpost.registration.operations import add_pages, forget_drafts, forget_scans, take_in
from fingerpost.registration.operations.scanning import Came
from fingerpost.registration.queries import filled_form
from fingerpost.registration.queries.decoding import Decoded
from fingerpost.registration.queries.scans import Keying, form_to_key, picture, ticket, waiting
from fingerpost.registration.rules.pictures import Picture, pages_of
from fingerpost.registration.rules.sheet import CODE
from fingerpost.registration.vocabulary import Door
from tests.factories.families import TODAY, viewer_with
from tests.factories.forms import make_paper_form, photo

pytestmark = pytest.mark.django_db
WORKER = Who("abcdefghjk")
PAGE = Picture(photo(), 60, 40)


@pytest.fixture
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decoded in this process: what the other one does, test_pictures.py tries."""
    from fingerpost.registration.operations import scanning

    monkeypatch.setattr(scanning, "decoded", lambda content: Decoded(pages_of(content)))


def came_with(monkeypatch: pytest.MonkeyPatch, fields: dict[str, str], pages: int = 1) -> None:
    from fingerpost.registration.operations import scanning

    monkeypatch.setattr(scanning, "decoded", lambda _content: Decoded([PAGE] * pages, fields))


def seen_at(county) -> Scope:
    return Scope(groups=frozenset({county.group.pk}), on=county.today)


def scan(county) -> FilledForm:
    return FilledForm.objects.told("a test").get(reference=make_paper_form(county))


def test_a_form_that_was_filled_in_on_a_screen_is_read_into_a_draft(county, monkeypatch):
    came_with(monkeypatch, {CODE: "en/2026-12/oak-tree", "adults/0/given_name": "Amara", "adults/0/safe=call": "/on"})
    reference = make_paper_form(county)
    with seen_by(seen_at(county)):
        found = filled_form(reference, viewer="a test")
    assert found is not None
    assert found.door is Door.PAPER
    assert found.answers == {
        "adults/0/given_name": ["Amara"],
        "adults/0/safe": ["call"],
        "home/centre": ["oak-tree"],
    }


def test_a_form_that_was_printed_and_scanned_waits_to_be_keyed_in(county, monkeypatch):
    came_with(monkeypatch, {CODE: "en/2026-12/oak-tree"})
    assert scan(county).door == Door.KEYED


@pytest.mark.usefixtures("_read_here")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "There is nothing in this file"), (b"GIF89a", "We can read PDF, JPEG"), (b"%PDF-", "is damaged")],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_nothing_is_kept(county, now, content, sentence):
    came = Came(contents=[content], authority=county.authority, group=county.group.slug)
    with pytest.raises(Refused, match=sentence):
        take_in(came=came, now=now, by="a test")
    assert not FilledForm.objects.told("a test").exists()


def test_somebody_elses_document_is_refused(county, monkeypatch):
    came_with(monkeypatch, {"name": "Ada"})
    with pytest.raises(Refused, match="This is not our form"):
        make_paper_form(county)


@pytest.mark.usefixtures("_read_here")
def test_a_page_cannot_be_read_in_the_database(county):
    page = ScanPage.objects.told("a test").get(form=scan(county))
    assert page.content.content().startswith(b"\xff\xd8")
    with connection.cursor() as cursor:
        cursor.execute("select content from registration_scanpage where id = %s", [page.pk])
        assert b"\xff\xd8\xff" not in bytes(cursor.fetchone()[0])


def to_key(form: FilledForm, worker: Viewer) -> Keying | None:
    return form_to_key(form.reference, viewer=worker, on=TODAY, by=WORKER, because="a test")


@pytest.mark.usefixtures("_read_here")
def test_its_group_sees_it_and_nobody_else(county):
    form, worker = scan(county), viewer_with(Role.RECEPTIONIST, county.centres[0])
    with seen_by(NOBODY):
        assert to_key(form, worker) is None
        assert not ScanPage.objects.told("a test").exists()
        assert waiting(viewer=worker, on=TODAY) == []
    with seen_by(seen_at(county)):
        found = to_key(form, worker)
        assert [each.reference for each in waiting(viewer=worker, on=TODAY)] == [form.reference]
    assert found is not None
    assert picture(found.pages[0].ticket)
    assert Event.objects.filter(operation="look at paper form", subject_reference=form.reference).count() == 1


@pytest.mark.usefixtures("_read_here")
def test_a_ticket_is_for_one_page_and_for_a_short_while(county, now):
    page = ScanPage.objects.told("a test").get(form=scan(county))
    given = ticket(page.reference)
    assert picture(given + "x") is None
    assert picture(page.reference) is None
    assert picture(given)
    with travel(now + timedelta(minutes=15)):
        assert picture(given) is None


@pytest.mark.usefixtures("_read_here")
def test_pages_can_be_added_until_there_are_too_many(county, monkeypatch, now):
    form = scan(county)
    assert add_pages(reference=form.reference, contents=[photo()], now=now, by="a test") == 1
    assert list(ScanPage.objects.told("a test").filter(form=form).values_list("number", flat=True)) == [1, 2]
    came_with(monkeypatch, {}, pages=19)
    with pytest.raises(Refused, match="more than 20 pages"):
        add_pages(reference=form.reference, contents=[b"x"], now=now, by="a test")


@pytest.mark.usefixtures("_read_here")
def test_pages_go_three_months_after_they_were_checked_and_not_before(county, now):
    form = scan(county)
    form.answers, form.state, form.group_id, form.sent_at = "{}", "sent", county.group.pk, now
    form.settled_at = now
    form.save()
    assert forget_scans(now=now + timedelta(days=91), by="a test") == 0
    assert forget_scans(now=now + timedelta(days=93), by="a test") == 1
    assert FilledForm.objects.told("a test").filter(pk=form.pk).exists()


@pytest.mark.usefixtures("_read_here")
def test_a_page_that_nobody_checked_goes_after_a_year(county, now, capsys):
    scan(county)
    forget_drafts(now=now + timedelta(days=31), by="a test")
    assert ScanPage.objects.told("a test").exists(), "a form that came on paper waits for staff"
    assert forget_scans(now=now + timedelta(days=366), by="a test") == 1
    assert not FilledForm.objects.told("a test").exists()
    call_command("forget_scans")
    assert "0 pages forgotten." in capsys.readouterr().out
