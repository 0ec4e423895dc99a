"""The life of a record on the centre desk: four lists, and each way out of the desk and back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.rules import Command
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.families.models import Child, Family, Registration
from fingerpost.families.operations import (
    close_family,
    close_grown_families,
    confirm_family,
    record_loss,
    restrict_family,
)
from fingerpost.families.queries.life import families_to_check
from fingerpost.families.rules.entering import NewChild
from fingerpost.families.vocabulary import Check, FamilyState
from fingerpost.places.models import CentreGroup
from fingerpost.places.queries import forget
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import APART, TOBI, TODAY, make_family, named
from tests.factories.places import make_group

pytestmark = pytest.mark.django_db
LIST = reverse("centre:checks")
NOW: dict[str, Any] = {"by": CONSOLE, "on": TODAY}
ANNA = replace(TOBI, given_name="Anna", date_of_birth=date(2021, 11, 30))  # five on 30 November 2026
BABY = NewChild(due_on=date(2026, 9, 1))
LONG_AGO = TODAY - timedelta(days=400)


@pytest.fixture
def worker(client: Client, county: County) -> Client:
    return desk(client)


def desk(client: Client, role: Role = Role.OUTREACH_WORKER) -> Client:
    return seated(client, make_posting(role).user)


def of_group(county: County, *children: NewChild, on: date = TODAY) -> Family:
    return make_family(county.group, replace(APART, children=children), on=on)


def page(family: Family) -> str:
    return reverse("centre:life", kwargs={"reference": family.reference})


def record(family: Family) -> str:
    return reverse("centre:family", kwargs={"reference": family.reference})


def text(client: Client, address: str = LIST, status: int = 200, **typed: str) -> str:
    answer = client.post(address, typed) if typed else client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def on_record(operation: str) -> list[str]:
    return list(Event.objects.filter(operation=operation).values_list("subject_reference", flat=True))


def test_who_turns_five_this_month_is_listed_with_the_day(worker, county):
    five, young = of_group(county, ANNA), of_group(county, TOBI)
    shown = text(worker)
    assert record(five) in shown
    assert record(young) not in shown
    assert "30 Nov 2026" in shown
    assert "Turning five this month (1)" in shown
    assert "turns five this month" in text(worker, record(five))
    assert on_record("list families: five") == [five.reference]


def test_reception_reads_no_birthday_in_the_list(client, county):
    of_group(county, ANNA)
    shown = text(desk(client, Role.RECEPTIONIST))
    assert "not for your role" in shown
    assert "30 Nov" not in shown


@pytest.mark.parametrize("check", Check)
def test_each_list_has_whom_the_rule_names_and_no_other(worker, county, check):
    families = {
        Check.FIVE: of_group(county, ANNA),
        Check.YEAR: of_group(county, TOBI, on=LONG_AGO),
        Check.DUE: of_group(county, BABY, on=date(2026, 6, 1)),
        Check.LEFT: of_group(county, TOBI),
    }
    close_family(reference=families[Check.LEFT].reference, why="moved", **NOW)
    shown = text(worker, f"{LIST}?list={check.value}")
    assert [each for each, family in families.items() if record(family) in shown] == [check]


def test_after_a_loss_no_list_asks_for_a_call_and_nothing_closes(worker, county):
    family = of_group(county, BABY, replace(ANNA, date_of_birth=date(2020, 1, 1)), on=LONG_AGO + timedelta(days=200))
    Family.objects.told("a test").update(entered_on=LONG_AGO)
    baby = Child.objects.told("a test").get(due_on=BABY.due_on)
    record_loss(reference=family.reference, child=baby.reference, ended_on=TODAY, **NOW)
    for each in ("year", "due", "five"):
        assert record(family) not in text(worker, f"{LIST}?list={each}")
    assert close_grown_families(by=Command("close-grown"), on=TODAY) == 0
    assert "You decide." in text(worker, page(family))


@pytest.mark.parametrize("kept_back", ["elsewhere", "restricted", "near"])
def test_a_family_that_is_not_theirs_is_on_no_list_and_in_no_count(worker, county, kept_back):
    family = of_group(county, ANNA)
    if kept_back == "elsewhere":
        Registration.objects.told("a test").update(group=make_group("Vale group"))
    if kept_back == "restricted":
        restrict_family(reference=family.reference, why="A threat", workers=[make_user()], **NOW)
    if kept_back == "near":
        mother = named(family, "Amara")
        mother.user_id = int(worker.session["_auth_user_id"])
        mother.save()
    shown = text(worker)
    assert family.reference not in shown
    assert "Turning five this month (0)" in shown
    assert text(worker, page(family), 404)
    assert text(worker, page(family), 404, decision="confirm")


def test_whoever_asked_says_so_and_the_family_is_off_the_list(worker, county):
    family = of_group(county, TOBI, on=LONG_AGO)
    assert "Time to ask" in text(worker, page(family))
    assert worker.post(page(family), {"decision": "confirm"})["Location"] == record(family)
    assert "last asked on 24 November 2026" in text(worker, record(family))
    assert record(family) not in text(worker, f"{LIST}?list=year")
    family.refresh_from_db()
    assert family.confirmed_by.startswith("outreach_worker ")
    assert on_record("confirm family") == [family.reference]


def test_a_family_moves_away_since_a_day(worker, county):
    family = of_group(county, TOBI, on=LONG_AGO)
    typed = {"since-day": "1", "since-month": "11", "since-year": "2026"}
    worker.post(page(family), {"decision": "close", "why": "moved", **typed})
    family.refresh_from_db()
    assert (family.state, family.closed_on, family.closed_for) == (FamilyState.CLOSED, date(2026, 11, 1), "moved")
    shown = text(worker, page(family))
    assert "They moved away" in shown
    assert "until 28 February 2030" not in shown
    assert "until 1 March 2030 at least" in shown  # when Tobi, of 29 February, is six
    assert on_record("close family") == [family.reference]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"decision": "close"}, "Choose why"),
        ({"decision": "close", "why": "moved", "since-day": "x"}, "Write the day as numbers"),
        ({"decision": "close", "why": "moved", "since-day": "1", "since-month": "1", "since-year": "2099"}, "to come"),
        ({"decision": "close", "why": "moved", "since-day": "1", "since-month": "1", "since-year": "1999"}, "not with"),
        ({"decision": "hand-over", "group": "nowhere"}, "Choose another group"),
        ({"decision": "reopen"}, "with us already"),
        ({"decision": "burn"}, "Choose what becomes"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(worker, county, typed, sentence):
    family = of_group(county, TOBI)
    shown = text(worker, page(family), 400, **typed)
    assert sentence in shown
    assert typed.get("since-year", "") in shown
    family.refresh_from_db()
    assert family.state == FamilyState.OPEN


def test_a_family_comes_back(worker, county):
    family = of_group(county, ANNA)
    close_family(reference=family.reference, why="moved", **NOW)
    worker.post(page(family), {"decision": "reopen"})
    family.refresh_from_db()
    assert (family.state, family.closed_on, family.closed_for, family.confirmed_on) == ("open", None, "", TODAY)
    assert on_record("reopen family") == [family.reference]


def test_a_family_goes_to_another_group_and_stays_with_a_third(worker, county):
    vale, third = make_group("Vale group"), make_group("Third group")
    forget()
    family = of_group(county, TOBI, on=LONG_AGO)
    Registration.objects.create(family=family, group=third, valid_from=LONG_AGO)
    answer = worker.post(page(family), {"decision": "hand-over", "group": vale.slug})
    assert answer["Location"] == reverse("centre:families")
    assert groups_of(family) == {vale, third}
    assert text(worker, page(family), 404)
    assert on_record("transfer family") == [family.reference]


def groups_of(family: Family) -> set[CentreGroup]:
    rows = Registration.objects.told("a test").filter(family=family, valid_to=None)
    return {row.group for row in rows.select_related("group")}


def test_reception_confirms_and_decides_nothing_else(client, county):
    family, reception = of_group(county, ANNA), desk(client, Role.RECEPTIONIST)
    shown = text(reception, page(family))
    assert "You cannot decide this" in shown
    assert "30 November" not in shown
    reception.post(page(family), {"decision": "confirm"})
    assert on_record("confirm family") == [family.reference]


def test_records_without_an_under_five_close_in_the_month_after(county, capsys, time_machine):
    grown = of_group(county, ANNA, on=LONG_AGO)
    of_group(county, ANNA, TOBI, on=LONG_AGO)
    stays = of_group(county, ANNA, on=LONG_AGO)
    confirm_family(reference=stays.reference, by=CONSOLE, on=date(2026, 11, 30))
    assert close_grown_families(by=Command("close-grown"), on=date(2026, 11, 30)) == 0
    time_machine.move_to(date(2026, 12, 1))
    call_command("close_grown")
    assert "1 families closed." in capsys.readouterr().out
    closed = Family.objects.told("a test").get(state=FamilyState.CLOSED)
    assert (closed, closed.closed_for, closed.closed_on) == (grown, "grown", date(2026, 12, 1))
    assert on_record("close family") == [grown.reference]


def test_pages_of_a_list_are_turned(county, monkeypatch):
    from fingerpost.accounts.queries import viewer_of
    from fingerpost.families.queries import actor

    monkeypatch.setattr("fingerpost.families.queries.life.PAGE", 2)
    for _ in range(3):
        of_group(county, ANNA)
    user = make_user("Kit")
    make_posting(Role.OUTREACH_WORKER, user=user)
    me = viewer_of(user, on=TODAY)
    asked: dict[str, Any] = {"viewer": me, "on": TODAY, "check": Check.FIVE, "by": actor(me, TODAY)}
    found = [families_to_check(page=number, **asked) for number in (1, 2, 9)]
    assert [len(each.lines) for each in found] == [2, 1, 1]
    assert {each.pages for each in found} == {2}
