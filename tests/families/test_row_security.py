"""With every filter taken away the database shows nobody a row about a family that the rules do not show them.

As many people are drawn as PEOPLE asks for: few here, ten thousand in `make soak`.
"""

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from fingerpost.accounts.models import User
from fingerpost.accounts.queries import arrived, facts, scope_of
from fingerpost.accounts.rules import Viewer
from fingerpost.base.scope import NOBODY, Machinery, Scope, machinery, opened, seen_by
from fingerpost.families.queries.reach import with_families
from tests.accounts.test_row_security import AT_ONCE, PEOPLE, refused, rows
from tests.factories.crowd import TODAY, Country, Crowd, draw_crowd, make_country
from tests.factories.households import draw_households
from tests.families.row_oracle import Households, families_seen, rows_seen

pytestmark = [pytest.mark.both_engines, pytest.mark.django_db]

TOGETHER, FAMILIES = 100, 60
EMPTY = rows_seen(Households(), set(), 0)


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


def counties(country: Country) -> Iterator[tuple[Crowd, Households]]:
    """One crowd with its families after the other, until enough people were drawn."""
    for number in range(0, PEOPLE, TOGETHER):
        with transaction.atomic():
            draw = random.Random(number)
            crowd = draw_crowd(country, draw, min(TOGETHER, PEOPLE - number))
            yield crowd, draw_households(country, crowd, draw, FAMILIES)
            transaction.set_rollback(True)


def every_row() -> dict[str, set[int]]:
    """What a query without any filter finds in each of the tables: in one question, since it is asked very often."""
    found: dict[str, set[int]] = {table: set() for table in EMPTY}
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(f"select '{table}', id from {table}" for table in EMPTY))
        for table, number in cursor.fetchall():
            found[table].add(number)
    return found


def scope_for(me: User, crowd: Crowd) -> Scope:
    """As the gate makes it for somebody who proved a second step, from the postings that were drawn."""
    held = crowd.of(me)
    with seen_by(Scope(user=me.pk)):
        viewer = Viewer(me.reference, tuple(facts(row, TODAY) for row in held))
        return with_families(scope_of(me, held, TODAY), viewer)


def test_the_gate_makes_the_same_scope(country):
    crowd = draw_crowd(country, random.Random(2), AT_ONCE)
    for me in crowd.users:
        with seen_by(Scope(user=me.pk)):
            viewer, scope = arrived(me, on=TODAY)
            assert scope_for(me, crowd) == with_families(scope, viewer)


def test_everybody_sees_what_a_second_statement_of_the_rules_says(country):
    shown, hidden = Counter[str](), Counter[str]()
    for crowd, drawn in counties(country):
        there = every_row()
        for me in crowd.users:
            expected = rows_seen(drawn, families_seen(country, crowd, drawn, me.pk), me.pk)
            with seen_by(scope_for(me, crowd)):
                seen = every_row()
            assert seen == expected
            shown.update({table: len(found) for table, found in seen.items()})
            hidden.update({table: len(there[table]) - len(found) for table, found in seen.items()})
    assert min(shown.values()) > PEOPLE // 10, shown
    assert min(hidden.values()) > PEOPLE // 10, hidden


@pytest.fixture
def drawn(country) -> tuple[Crowd, Households]:
    crowd = draw_crowd(country, random.Random(3), AT_ONCE)
    return crowd, draw_households(country, crowd, random.Random(3), FAMILIES)


def test_the_comparison_sees_a_lock_that_is_left_open(country, drawn):
    crowd, households = drawn
    me = crowd.users[0]
    with machinery(Machinery.FAMILIES):
        seen = every_row()
    assert seen != rows_seen(households, families_seen(country, crowd, households, me.pk), me.pk)


def test_the_machinery_sees_the_same_by_its_role_and_by_its_setting(drawn):
    with machinery(Machinery.FAMILIES):
        as_a_role = every_row()
    with seen_by(NOBODY):
        told_raw(Scope(machinery=Machinery.FAMILIES))
        assert every_row() == as_a_role
    assert all(as_a_role.values())


def test_who_was_told_nothing_sees_nobody(drawn):
    assert all(rows(table) for table in EMPTY)
    with seen_by(NOBODY):
        assert not any(rows(table) for table in EMPTY)


def test_the_door_sees_no_family(drawn):
    with machinery(Machinery.ACCOUNTS):
        assert not any(rows(table) for table in EMPTY)


def test_a_family_that_a_rule_opened_is_seen_and_no_other(drawn):
    family = drawn[1].families[0].pk
    with seen_by(NOBODY), opened(family):
        assert rows("families_family") == {family}
        assert rows("families_address", "family_id") == {family}
    with seen_by(NOBODY):
        with opened(family):
            pass
        assert not rows("families_family")


def reach() -> str:
    """What the database worked out: a bit for the number of each family."""
    with connection.cursor() as cursor:
        cursor.execute("select families_reach()")
        return str(cursor.fetchone()[0])


def test_working_it_out_leaves_nothing_open(country, drawn):
    with seen_by(of_group(country, 0)):
        here = rows("families_family")
        assert "1" in reach()
        assert rows("families_family") == here
    with seen_by(NOBODY):
        assert reach() == ""
        assert not rows("families_family")


def test_what_was_worked_out_for_one_is_shown_to_nobody_else(country, drawn):
    one, other = of_group(country, 0), of_group(country, 1)
    with seen_by(one):
        here = rows("families_family")
        told_raw(other)
        elsewhere = rows("families_family")
    with seen_by(other):
        assert rows("families_family") == elsewhere != here


def told_raw(scope: Scope) -> None:
    """As somebody says it who does not know what is kept."""
    with connection.cursor() as cursor:
        for name, value in scope.settings().items():
            cursor.execute("select set_config(%s, %s, true)", [name, value])


def test_a_family_that_left_is_not_shown_by_what_was_worked_out_before(country, drawn):
    with seen_by(of_group(country, 0)):
        family = max(rows("families_family"))
        with machinery(Machinery.FAMILIES), connection.cursor() as cursor:
            cursor.execute("update families_registration set valid_to = valid_from where family_id = %s", [family])
            cursor.execute("update families_family set restricted_why = 'x', restricted = true where id = %s", [family])
        assert family not in rows("families_family")


def look_and_fail(scope: Scope) -> None:
    with transaction.atomic(), seen_by(scope):
        assert rows("families_family")
        raise ZeroDivisionError


def test_what_was_worked_out_ends_with_its_transaction(country, drawn):
    with pytest.raises(ZeroDivisionError):
        look_and_fail(of_group(country, 0))
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting('fingerpost.kept_families', true), '')")
        assert cursor.fetchone() == ("",)


def test_a_family_that_came_after_all_was_worked_out_is_not_seen(country, drawn):
    county = Scope(user=1, on=TODAY, county=True)
    with seen_by(county):
        before = rows("families_family")
        with connection.cursor() as cursor:
            cursor.execute("select set_config('fingerpost.machinery', 'families', true)")
            cursor.execute(
                "insert into families_family (id, reference, state, entered_on, restricted)"
                " values (900000, 'late', 'open', %s, false)",
                [TODAY],
            )
            cursor.execute("select set_config('fingerpost.machinery', '', true)")
        assert rows("families_family") == before
    with seen_by(county):
        assert rows("families_family") == before | {900000}


def test_the_people_of_an_opened_family_are_the_same_told_or_not(drawn):
    households = drawn[1]
    family = max(
        households.families, key=lambda each: sum(row.family_id == each.pk for row in households.child_members)
    )
    adults = {row.adult_id for row in households.adult_members if row.family_id == family.pk}
    children = {row.child_id for row in households.child_members if row.family_id == family.pk}
    with seen_by(NOBODY), opened(family.pk):
        found = every_row()
    with seen_by(NOBODY), opened(family.pk, adults=adults, children=children):
        assert every_row() == found
    assert found["families_child"] == children


def of_group(country: Country, number: int) -> Scope:
    return Scope(user=1, on=TODAY, groups=frozenset({country.groups[number].pk}))


WRITES = (
    "update families_family set quiet_from = current_date where id = {family}",
    "delete from families_family where id = {family}",
    "update families_address set safe_to_post = true where family_id = {family}",
    "delete from families_note where family_id = {family}",
)


@pytest.mark.parametrize("words", WRITES)
def test_what_is_not_seen_is_not_changed(country, drawn, words):
    with seen_by(of_group(country, 0)):
        here = rows("families_family")
    family = next(each.pk for each in drawn[1].families if each.pk not in here)
    with seen_by(of_group(country, 0)), connection.cursor() as cursor:
        cursor.execute(words.format(family=family))
        assert cursor.rowcount == 0


def test_a_row_is_not_pushed_to_where_it_cannot_be_seen(country, drawn):
    with seen_by(of_group(country, 0)):
        here = rows("families_family")
    elsewhere = next(each.pk for each in drawn[1].families if each.pk not in here)
    with seen_by(of_group(country, 0)):
        refused("update families_address set family_id = %s", elsewhere)
        register = "insert into families_registration (family_id, group_id, valid_from) values (%s, %s, %s)"
        refused(register, elsewhere, country.groups[0].pk, TODAY)
