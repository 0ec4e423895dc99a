"""Who looked at a home, as its parents read it: the centre's own looks, and nothing that gives anybody away."""

from typing import Any

import pytest

from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who
from fingerpost.base import clock
from fingerpost.families.operations import add_restriction, change_living, lift_family_restriction, restrict_family
from fingerpost.families.queries import families_of_group, family_for, find_families, own_family, who_looked
from fingerpost.families.vocabulary import Basis, Living
from tests.factories.accounts import CONSOLE, make_posting
from tests.factories.families import TODAY, parent_of

NOW: dict[str, Any] = {"by": CONSOLE, "on": TODAY}


def looks(viewer: Viewer) -> list[tuple[str, str, str]]:
    found = who_looked(viewer=viewer, on=TODAY, by=Who(viewer.user, desk=Desk.FAMILY.value))
    return [(each.role.value, each.place, each.kind.value) for each in found]


def worker(at, role: Role = Role.OUTREACH_WORKER) -> tuple[Viewer, Who]:
    posting = make_posting(role, at)
    return viewer_of(posting.user, on=TODAY), Who(posting.user.reference, posting.reference, Desk.CENTRE.value)


def opens(family, at, role: Role = Role.OUTREACH_WORKER) -> None:
    viewer, by = worker(at, role)
    family_for(viewer=viewer, reference=family.reference, on=clock.today(), by=by)


def test_a_mother_reads_who_looked_by_role_and_centre(family, mum, county):
    opens(family, county.centres[0])
    opens(family, county.centres[1])
    assert looks(parent_of(mum)) == [("outreach_worker", "Moorside group", "work")], "once a day, by role"
    assert Event.objects.filter(operation="see who looked").count() == 1


def test_a_list_and_a_search_are_called_so(family, mum, county):
    viewer, by = worker(county.group, Role.GROUP_LEAD)
    families_of_group(viewer=viewer, on=TODAY, by=by)
    find_families(viewer=viewer, on=TODAY, text="Okoye", by=by)
    assert [kind for _role, _place, kind in looks(parent_of(mum))] == ["search", "list"]


def test_a_parent_never_reads_of_another_parents_visits(family, mum, dad):
    change_living(reference=family.reference, person=dad.reference, living=Living.HERE, **NOW)
    own_family(viewer=parent_of(dad), on=TODAY)
    assert looks(parent_of(mum)) == []


def test_who_lives_elsewhere_or_is_kept_away_reads_of_no_look(family, mum, dad, county):
    opens(family, county.centres[0])
    him = parent_of(dad)
    assert looks(him) == []
    change_living(reference=family.reference, person=dad.reference, living=Living.HERE, **NOW)
    assert looks(him)
    kept = {"kept_from": dad.reference, "about": mum.reference, "basis": Basis.POLICE}
    add_restriction(reference=family.reference, **kept, **NOW)
    assert looks(him) == []


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_LEAD, Role.DATA_PROTECTION_OFFICER])
def test_a_look_from_the_county_is_not_on_the_page(family, mum, role):
    posting = make_posting(role)
    by = Who(posting.user.reference, posting.reference, Desk.COUNTY.value)
    family_for(viewer=viewer_of(posting.user, on=TODAY), reference=family.reference, on=TODAY, by=by)
    assert Event.objects.filter(operation="open family").exists()
    assert looks(parent_of(mum)) == []


def test_what_was_closed_to_all_but_named_workers_leaves_no_trace(family, mum, county):
    her = parent_of(mum)
    opens(family, county.centres[0])
    before = looks(her)
    named = make_posting(Role.CENTRE_MANAGER, county.centres[0])
    restrict_family(reference=family.reference, why="safety", workers=[named.user], **NOW)
    by = Who(named.user.reference, named.reference, Desk.CENTRE.value)
    family_for(viewer=viewer_of(named.user, on=TODAY), reference=family.reference, on=TODAY, by=by)
    assert looks(her) == before
    lift_family_restriction(reference=family.reference, why="safe again", **NOW)
    assert looks(her) == before, "what was kept back then is kept back"
