"""A form from its first page to a family's record: nothing typed is lost, nothing is done twice."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from fingerpost.accounts.rules import Command
from fingerpost.audit.models import Event
from fingerpost.base import clock
from fingerpost.base.scope import NOBODY, Scope, seen_by
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Adult, Child, Family
from fingerpost.registration.models import FilledForm, FormVersion
from fingerpost.registration.operations import (
    accept_form,
    forget_drafts,
    keep_address,
    load_form,
    open_link,
    save_answers,
    send_form,
    send_link,
)
from fingerpost.registration.operations.filling import Changed, Closed
from fingerpost.registration.queries import current, filled_form, own_form, wording_of
from fingerpost.registration.rules.changing import seen
from fingerpost.registration.rules.form import SHIPPED, load
from fingerpost.sharing.models import Choice
from fingerpost.sharing.queries import standing
from tests.factories.forms import LEAST, WHOLE, answers, make_draft, make_sent

CONSOLE = Command("a test")
BACK = "https://example.org/register/back/{code}/"
pytestmark = pytest.mark.django_db


def accepted(county, typed=WHOLE) -> Family:
    reference = make_sent(county, typed, now=clock.now())
    return accept_form(reference=reference, by=CONSOLE, on=county.today, now=clock.now())


def code_in(mailbox) -> str:
    return str(next(part for part in mailbox[-1].body.split() if part.startswith("https")).split("/")[-2])


def test_the_form_that_ships_is_the_one_in_force_until_there_is_another(county, now):
    assert current(county.authority).reference == ""
    make_draft(county.authority, now=now)
    assert current(county.authority).form.version == load(SHIPPED)["version"]


def test_a_version_in_other_words_needs_a_name_of_its_own(county, now):
    data = load(SHIPPED)
    first = load_form(authority=county.authority, data=data, by="a test", on=now.date())
    assert load_form(authority=county.authority, data=data, by="a test", on=now.date()) == first
    with pytest.raises(Refused, match="in other words"):
        load_form(authority=county.authority, data=data | {"name": "Join us"}, by="a test", on=now.date())


def test_a_form_without_what_is_needed_is_not_published(county, now):
    data = load(SHIPPED)
    with pytest.raises(Refused, match="home/hidden is missing"):
        load_form(
            authority=county.authority, data=data | {"sections": data["sections"][:1]}, by="a test", on=now.date()
        )


@pytest.mark.parametrize(
    "words", ["update registration_formversion set version = 'x'", "delete from registration_formversion"]
)
def test_the_database_keeps_a_version_as_it_was_shown(county, now, words):
    load_form(authority=county.authority, data=load(SHIPPED), by="a test", on=now.date())
    with pytest.raises(DatabaseError, match="as it was shown"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)


def test_what_somebody_saw_is_shown_again_when_the_words_have_changed(county, now):
    reference = make_draft(county.authority, now=now)
    later = load(SHIPPED) | {"version": "2027-01", "name": "Join us"}
    load_form(authority=county.authority, data=later, by="a test", on=now.date() + timedelta(days=40))
    assert current(county.authority).form.name == "Join us"
    filled = filled_form(reference, viewer="a test")
    assert filled is not None
    assert wording_of(filled.wording).form.name == load(SHIPPED)["name"]


def test_what_was_typed_is_kept_also_where_it_is_wrong(county, now):
    reference = make_draft(county.authority, {}, now=now)
    typed = {"adults/0/date_of_birth": ["31", "2", "19"], "adults/0/given_name": ["Amara"]}
    assert save_answers(reference=reference, typed=typed, now=now).answers == typed


def test_what_was_typed_cannot_be_read_in_the_database(county, now):
    make_draft(county.authority, WHOLE, now=now)
    with connection.cursor() as cursor:
        cursor.execute("select registration_filledform::text from registration_filledform")
        text = cursor.fetchone()[0]
    assert b"Amara".hex() not in text
    assert "Amara" not in text


def test_a_page_that_was_changed_meanwhile_is_not_written_over_unseen(county, now):
    reference = make_draft(county.authority, {"adults/0/given_name": "Amara"}, now=now)
    typed, shown = (
        {"adults/0/given_name": ["Amy"]},
        seen(answers({"adults/0/given_name": "Ama"}), ["adults/0/given_name"]),
    )
    with pytest.raises(Changed) as refused:
        save_answers(reference=reference, typed=typed, shown=shown, now=now)
    assert refused.value.kept == {"adults/0/given_name": ["Amara"]}


def test_the_same_page_sent_twice_is_saved_once(county, now):
    reference = make_draft(county.authority, {}, now=now)
    typed, shown = {"adults/0/given_name": ["Amara"]}, seen({}, [])
    for _press in range(2):
        save_answers(reference=reference, typed=typed, shown=shown, now=now)
    assert Event.objects.filter(operation="save form").count() == 1


def test_more_than_a_form_holds_is_refused(county, now):
    reference = make_draft(county.authority, {}, now=now)
    with pytest.raises(Refused, match="more than this form can hold"):
        save_answers(reference=reference, typed={"adults/0/given_name": ["A" * 70_000]}, now=now)


def test_a_form_goes_to_the_group_of_its_centre(county, now):
    form = FilledForm.objects.told("test").get(reference=make_sent(county, now=now))
    assert (form.state, form.centre, form.group) == ("sent", county.centres[0], county.group)


def test_a_form_is_sent_once(county, now):
    reference = make_sent(county, now=now)
    again = send_form(reference=reference, now=now + timedelta(hours=1))
    assert again.sent_at == now
    assert Event.objects.filter(operation="send form").count() == 1


def test_a_form_that_changed_since_it_was_shown_is_not_sent(county, now):
    reference = make_draft(county.authority, LEAST, now=now)
    with pytest.raises(Changed):
        send_form(reference=reference, now=now, shown="another")


@pytest.mark.parametrize("path", ["adults/0/given_name", "agreement/read"])
def test_a_form_in_which_something_is_missing_is_not_sent(county, now, path):
    reference = make_draft(county.authority, LEAST | {path: "", "home/centre": county.centres[0].slug}, now=now)
    with pytest.raises(Refused):
        send_form(reference=reference, now=now)


def test_a_centre_that_is_not_there_cannot_be_chosen(county, now):
    reference = make_draft(county.authority, LEAST | {"home/centre": "gone"}, now=now)
    with pytest.raises(Refused, match="Choose a centre"):
        send_form(reference=reference, now=now)


def test_nothing_is_added_to_a_form_that_was_sent(county, now):
    with pytest.raises(Closed):
        save_answers(reference=make_sent(county, now=now), typed={"adults/0/given_name": ["Amy"]}, now=now)


@pytest.mark.parametrize(("safe", "mails"), [(["email"], 1), (["text"], 0)])
def test_a_receipt_is_mailed_only_where_that_is_safe(
    county, mailoutbox, django_capture_on_commit_callbacks, safe, mails
):
    with django_capture_on_commit_callbacks(execute=True):
        reference = make_sent(county, WHOLE | {"adults/0/safe": safe, "adults/0/preferred": ""}, now=clock.now())
    assert len(mailoutbox) == mails
    assert all(reference in mail.body for mail in mailoutbox)


def test_a_receipt_says_nothing_about_anybody(county, now, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_sent(county, WHOLE, now=now)
    said = (mailoutbox[0].subject + mailoutbox[0].body).lower()
    typed = [text.lower() for texts in answers(WHOLE).values() for text in texts if len(text) > 4]
    assert not [text for text in typed if text in said]


def test_until_staff_accept_a_form_there_is_no_family(county, now):
    make_sent(county, WHOLE, now=now)
    assert not Family.objects.told("test").exists()


def test_what_is_accepted_is_a_family_with_its_choices(county):
    family = accepted(county)
    chosen = {(each.purpose, each.detail): each for each in standing(family.reference, viewer="test") if each.given}
    assert set(chosen) == {("share", "health_visiting"), ("newsletter", ""), ("photos", "display")}
    photo = Child.objects.told("test").get(reference=chosen["photos", "display"].child)
    assert photo.given_name == "Tobi"
    assert Adult.objects.told("test").get(reference=chosen["share", "health_visiting"].adult).given_name == "Amara"


def test_choices_point_to_the_words_that_were_read(county):
    family = accepted(county)
    wordings = {each.wording for each in standing(family.reference, viewer="test")}
    assert wordings == {FormVersion.objects.get().reference}


def test_a_choice_stays_as_it_was_made(county):
    accepted(county)
    with pytest.raises(DatabaseError, match="as it was made"), transaction.atomic():
        Choice.objects.told("test").update(given=True)


def test_with_everything_optional_refused_a_family_is_registered(county):
    family = accepted(county, LEAST)
    assert not [each for each in standing(family.reference, viewer="test") if each.given]


def test_a_form_is_accepted_once(county):
    family = accepted(county)
    form = FilledForm.objects.told("test").get()
    assert (form.state, form.family) == ("accepted", family.reference)
    with pytest.raises(Refused, match="does not wait"):
        accept_form(reference=form.reference, by=CONSOLE, on=county.today, now=clock.now())


def test_a_form_that_waited_for_more_than_a_year_is_not_taken_as_it_stands(county, now):
    reference = make_sent(county, now=now)
    late = now + timedelta(days=500)
    with pytest.raises(Refused, match="within ten months"):
        accept_form(reference=reference, by=CONSOLE, on=late.date(), now=late)


@pytest.mark.parametrize(
    ("scope", "seen_forms"),
    [(NOBODY, 0), (Scope(groups=frozenset({0})), 0), (Scope(county=True), 1)],
)
def test_the_database_shows_a_sent_form_to_those_whose_it_is(county, now, scope, seen_forms):
    make_sent(county, now=now)
    make_draft(county.authority, now=now)
    with seen_by(scope):
        assert FilledForm.objects.told("test").count() == seen_forms


def test_the_group_sees_what_was_sent_and_nobody_sees_a_draft(county, now):
    sent, draft = make_sent(county, now=now), make_draft(county.authority, now=now)
    with seen_by(Scope(groups=frozenset({county.group.pk}))):
        assert filled_form(sent, viewer="test")
        assert not filled_form(draft, viewer="test")


def test_only_the_secret_opens_a_draft(county, now):
    reference = make_draft(county.authority, now=now, secret="a long and random one")
    with seen_by(NOBODY):
        opened = own_form("a long and random one")
        assert opened is not None
        assert opened.reference == reference
        assert own_form("another") is own_form("") is None


def test_a_mailed_link_opens_the_form_once(county, now, mailoutbox, django_capture_on_commit_callbacks):
    reference = make_draft(county.authority, now=now, secret="the first")
    with django_capture_on_commit_callbacks(execute=True):
        keep_address(reference=reference, email="amara@example.com", address_of=BACK, now=now)
    secret = open_link(code=code_in(mailoutbox), now=now)
    form = own_form(secret)
    assert form is not None
    assert form.reference == reference
    with pytest.raises(Refused, match="used already"):
        open_link(code=code_in(mailoutbox), now=now + timedelta(minutes=1))


def test_a_link_grows_old(county, now, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        keep_address(reference=make_draft(county.authority, now=now), email="a@example.com", address_of=BACK, now=now)
    with pytest.raises(Refused, match="too old"):
        open_link(code=code_in(mailoutbox), now=now + timedelta(days=8))


@pytest.mark.parametrize(("typed", "mails"), [(" AMARA@example.com ", 2), ("someone@example.com", 1)])
def test_a_new_link_goes_only_to_an_address_that_was_kept(
    county, mailoutbox, django_capture_on_commit_callbacks, typed, mails
):
    now = clock.now()
    with django_capture_on_commit_callbacks(execute=True):
        reference = make_draft(county.authority, now=now)
        keep_address(reference=reference, email="amara@example.com", address_of=BACK, now=now)
        send_link(email=typed.strip(), address_of=BACK, now=now)
    assert len(mailoutbox) == mails


def test_what_was_never_sent_is_forgotten_after_thirty_days(county, now):
    make_draft(county.authority, now=now)
    sent = make_sent(county, now=now)
    assert forget_drafts(now=now + timedelta(days=30), by="a test") == 0
    assert forget_drafts(now=now + timedelta(days=31), by="a test") == 1
    assert [form.reference for form in FilledForm.objects.told("test")] == [sent]
