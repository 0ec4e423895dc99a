"""Taking families over from a table of another system."""

import csv
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from fingerpost.audit.models import Event
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Address, Adult, Child, Contact, Family, OutsideNumber, PossibleDouble
from fingerpost.families.operations import importing
from fingerpost.families.operations.importing import Outcome, Result, import_registrations, places_of, source_of
from fingerpost.families.rules.importing import columns, day_of, read_row
from fingerpost.families.vocabulary import Problem, Relationship
from tests.factories.accounts import CONSOLE as BY
from tests.factories.county import County
from tests.factories.families import TODAY, make_family

HEAD = (
    "Family ID,Setting,Date Registered,Adult 1 First Name,Adult 1 Surname,Adult 1 D.O.B.,Adult 1 Relationship,"
    "Adult 1 Mobile,Adult 1 Safe to text,Address,Postcode,Address hidden,Child 1 First name,Child 1 DOB,Shoe size"
).split(",")
ROW = (
    "OT0017,Oak Tree,03/09/2025,Rosa,Finch,1/5/1996,Mother,07700 900333,Y,2 Rose Court,WM1 2AB,,Ivy,29/02/2024,7".split(
        ","
    )
)


def changed(**cells: str) -> list[str]:
    return [cells.get(head.split()[-1].lower(), cell) for head, cell in zip(HEAD, ROW, strict=True)]


def table(folder: Path, *rows: list[str], head: list[str] = HEAD) -> Path:
    path = folder / "families.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def imported(path: Path, *options: str) -> None:
    call_command("import_registrations", str(path), "--group", "moorside-group", *options)


def families() -> list[Family]:
    return list(Family.objects.told("a test").order_by("pk"))


def test_a_row_is_read_by_its_headings():
    read = read_row(ROW, columns(HEAD), TODAY)
    adult, child = read.family.adults[0], read.family.children[0]
    assert (read.number, read.problems, read.centre) == ("OT0017", (), "Oak Tree")
    assert (adult.given_name, str(adult.date_of_birth), str(child.date_of_birth)) == (
        "Rosa",
        "1996-05-01",
        "2024-02-29",
    )
    assert child.cares[0].relationship is Relationship.MOTHER


def test_nothing_is_safe_unless_the_row_says_so():
    (mobile,) = read_row(ROW, columns(HEAD), TODAY).family.adults[0].contacts
    assert (mobile.safe_to_text, mobile.safe_to_call) == (True, False)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"id": ""}, Problem.NO_FAMILY_NUMBER),
        ({"surname": "x" * 101}, Problem.TOO_LONG),
        ({"dob": "29/02/2023"}, Problem.NO_DAY),
        ({"mobile": "12"}, Problem.NO_NUMBER),
        ({"postcode": "WM1"}, Problem.NO_POSTCODE),
        ({"dob": "01/01/2031"}, Problem.NOT_YET_BORN),
    ],
)
def test_a_row_says_what_is_wrong_with_it(cells, problem):
    assert problem in read_row(changed(**cells), columns(HEAD), TODAY).problems


def test_a_short_row_and_a_heading_that_nobody_knows_break_nothing():
    assert columns(HEAD)[-1] is None
    assert Problem.NO_ADULT in read_row(["OT1"], columns(HEAD), TODAY).problems


def test_a_table_without_numbers_is_refused():
    with pytest.raises(Refused, match="Family ID"):
        places_of(["Name", "Postcode"])


def test_families_come_in_whole_and_on_record(county, tmp_path, capsys):
    imported(table(tmp_path, ROW, changed(id="OT0018", dob="never")))
    (family,) = families()
    said = capsys.readouterr()
    assert "1 families entered, 0 known already, 1 refused." in said.out
    assert "Line 3, family OT0018: Write a day like" in said.err
    assert (str(family.entered_on), Adult.objects.told("a test").count()) == ("2025-09-03", 1)
    assert Event.objects.get(operation="enter family").actor == "import-registrations"


def test_started_again_it_enters_nobody_twice(county, tmp_path, capsys):
    imported(table(tmp_path, ROW))
    imported(table(tmp_path, ROW, changed(id="OT0019", name="Wilfred", surname="Oatenshaw")))
    assert len(families()) == 2
    assert "1 families entered, 1 known already" in capsys.readouterr().out


def test_a_number_that_stands_there_twice_is_refused_the_second_time(county, tmp_path, capsys):
    imported(table(tmp_path, ROW, ROW))
    assert len(families()) == 1
    assert "stands in the table twice" in capsys.readouterr().err


def test_trying_it_first_writes_nothing_and_says_what_each_column_is(county, tmp_path, capsys):
    imported(table(tmp_path, ROW), "--dry-run")
    said = capsys.readouterr().out
    assert not families()
    assert "Child 1 DOB: child 1 date of birth" in said
    assert "Shoe size: left out" in said
    assert "1 families would be entered" in said


def test_what_became_of_each_row_is_written_down(county, tmp_path):
    result = tmp_path / "result.csv"
    imported(table(tmp_path, ROW, changed(id="")), "--result", str(result))
    rows: list[Any] = list(csv.reader(result.read_text(encoding="utf-8").splitlines()))
    assert rows[1] == ["2", "OT0017", "entered", families()[0].reference, ""]
    assert rows[2][2] == "refused"


def test_a_hidden_address_is_hidden_from_the_first_second(county, tmp_path):
    imported(table(tmp_path, changed(hidden="yes")))
    assert Address.objects.told("a test").get().hidden is True


def test_what_comes_in_is_compared_with_who_is_there(county, tmp_path):
    make_family(county.group)
    again = changed(name="Amara", surname="Okoye", mobile="07700900111", address="7 Larkspur Way")
    again[HEAD.index("Child 1 First name")] = "Tobi"
    imported(table(tmp_path, again))
    assert PossibleDouble.objects.told("a test").count() == 1
    assert Child.objects.told("a test").count() == 2
    assert Contact.objects.told("a test").count() == 2


def test_one_number_in_both_columns_is_one_way_to_reach_them():
    head = [*HEAD, "Adult 1 Phone"]
    (mobile,) = read_row([*ROW, "+44 7700 900333"], columns(head), TODAY).family.adults[0].contacts
    assert mobile.value == "07700 900333"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("29/02/2024", "2024-02-29"),
        ("1.2.2024", "2024-02-01"),
        ("2024-02-01", "2024-02-01"),
        ("1-2-2024", "2024-02-01"),
        ("1/2-2024", "None"),
        ("29/02/2023", "None"),
        ("1/2/24", "None"),
        ("00/01/2024", "None"),
        ("0001-01-01", "0001-01-01"),
    ],
)
def test_a_day_is_read_as_it_is_written_here(typed, day):
    assert str(day_of(typed)) == day


def many(count: int) -> list[list[str]]:
    names = ("Ada", "Bela", "Cosmo", "Dilys", "Eamon")
    return [changed(id=f"OT{number}", name=names[number], mobile=f"0770090033{number}") for number in range(count)]


def taken(rows: list[list[str]], county: County, hands: int = 1) -> Generator[Result, None, None]:
    source = source_of("incumbent", county.group)
    return import_registrations(rows=rows, places=places_of(HEAD), source=source, by=BY, on=TODAY, hands=hands)


def test_what_the_database_refuses_it_refuses_alone(county):
    rows = many(5)
    rows[2] = changed(id="OT2", name="Co\0smo")
    outcomes = [(result.line, result.outcome) for result in taken(rows, county)]
    assert outcomes == [(line, Outcome.REFUSED if line == 4 else Outcome.ENTERED) for line in range(2, 7)]
    assert len(families()) == 4
    assert Event.objects.filter(operation="enter family").count() > 1


def test_a_number_that_came_in_meanwhile_is_known(county, monkeypatch):
    list(taken(many(2), county))
    monkeypatch.setattr(importing, "_known", lambda _source, number=None: [number] if number else [])
    assert [result.outcome for result in taken(many(3), county)] == [Outcome.KNOWN] * 2 + [Outcome.ENTERED]
    assert len(families()) == 3


def test_what_was_cut_short_is_entered_and_compared_when_it_is_started_again(county, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    rows = [*many(4), changed(id="OT9", name="Ada", mobile="07700900330")]
    cut_short = taken([rows[0], *rows[4:], *rows[1:4]], county)
    next(cut_short)
    cut_short.close()
    assert (len(families()), PossibleDouble.objects.told("a test").count()) == (2, 0)
    assert [result.outcome for result in taken(rows, county)].count(Outcome.KNOWN) == 2
    assert (len(families()), PossibleDouble.objects.told("a test").count()) == (5, 10)


@contextmanager
def held_up(number: str, family: Family) -> Iterator[None]:
    """Somebody else is about to enter this number; whoever enters it as well has to wait."""
    other = connection.copy()
    words = "insert into families_outsidenumber (family_id, source, number) values (%s, 'incumbent', %s)"
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("select set_config('fingerpost.machinery', 'families', true)")
            cursor.execute(words, [family.pk, number])
        yield
        other.rollback()
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_several_processes_do_it_and_when_they_are_killed_nothing_is_lost_or_doubled(county, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 1)
    with held_up("OT3", make_family(county.group)):
        working = taken(many(5), county, hands=2)
        first = next(working)
        for hand in active_children():
            hand.kill()
        with pytest.raises(Refused, match="goes on where it stopped"):
            list(working)
    results = list(taken(many(5), county, hands=2))
    assert [result.line for result in results] == [2, 3, 4, 5, 6]
    assert (first.outcome, results[0].outcome) == (Outcome.ENTERED, Outcome.KNOWN)
    assert OutsideNumber.objects.told("a test").count() == len(families()) - 1 == 5


def test_a_file_or_a_group_that_is_not_there_is_said(county, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        imported(tmp_path / "nothing.csv")
    with pytest.raises(CommandError, match="no such group"):
        call_command("import_registrations", "x.csv", "--group", "nowhere")
