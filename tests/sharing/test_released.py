"""What an organisation reads: exactly what was shared with it, and from the next look on nothing of what was not."""

from dataclasses import replace
from typing import Any

import pytest

from fingerpost.accounts.models import User
from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who
from fingerpost.families.models import Adult, AdultMembership
from fingerpost.families.operations import close_family, hide_address, record_loss, restrict_family
from fingerpost.families.vocabulary import ChildState
from fingerpost.sharing.models import Agreement, Share
from fingerpost.sharing.operations import Made, choose, end_agreement, end_share
from fingerpost.sharing.queries import Shared, own_sharing, share_for, shared_with
from fingerpost.sharing.vocabulary import Ended, LegalBasis, Purpose, Tier
from tests.factories.accounts import CONSOLE, make_user
from tests.factories.county import County
from tests.factories.families import TODAY, named, parent_of, viewer_with
from tests.factories.sharing import Told, acting, agrees, make_organisation, make_share, make_told

pytestmark = pytest.mark.django_db
NOW: dict[str, Any] = {"by": CONSOLE, "on": TODAY}
HEALTH = Made(purpose=Purpose.SHARE, given=True, detail="health_visiting")


@pytest.fixture
def told(county: County) -> Told:
    return make_told(county.group)


def reference() -> str:
    return str(Share.objects.told("a test").get().reference)


def look(viewer: Viewer, share: str = "") -> Shared | None:
    by = Who(viewer.user, desk=Desk.PARTNER.value)
    return share_for(viewer=viewer, reference=share or reference(), on=TODAY, by=by)


def listed(viewer: Viewer) -> list[str]:
    found = shared_with(viewer=viewer, on=TODAY, by=Who(viewer.user, desk=Desk.PARTNER.value))
    return [line.reference for line in found.lines]


def read(shared: Shared | None) -> set[str]:
    """Everything that a page can show of it."""
    assert shared
    ways = {way.value for person in shared.people for way in person.ways}
    return ways | {each.value for person in shared.people for each in person.details}


def test_a_health_visitor_reads_exactly_the_basics_of_whom_she_was_told(told):
    make_share(told.family, told.visitors, told.worker)
    shared = look(told.visitor)
    assert shared
    assert read(shared) == {"Amara", "Okoye", "Tobi", "29 February 2024", "07700 900 111"}
    assert [person.name for person in shared.people] == ["Amara Okoye", "Tobi Okoye"]
    assert Event.objects.filter(operation="open shared family", verb="read").count() == 1


def test_the_second_step_shows_the_address_until_it_is_hidden(told):
    agrees(told.mum, told.family, more=True)
    make_share(told.family, told.visitors, told.worker, tier=Tier.MORE)
    assert {"7 Larkspur Way", "WM1 2AB"} <= read(look(told.visitor))
    hide_address(reference=told.family.reference, residents=[told.mum.reference], **NOW)
    assert not {"7 Larkspur Way", "WM1 2AB"} & read(look(told.visitor))


def test_the_list_names_who_was_shared_and_what_is_new(told):
    make_share(told.family, told.visitors, told.worker)
    found = shared_with(viewer=told.visitor, on=TODAY, by=Who(told.visitor.user))
    (line,) = found.lines
    assert (line.names, line.news) == (("Tobi Okoye", "Amara Okoye"), ("began",))
    assert Event.objects.filter(operation="list shared families").count() == 1


def withdraw(adult: Adult, **changes: Any) -> None:
    viewer = parent_of(adult)
    made = replace(HEALTH, **changes)
    choose(viewer=viewer, made=made, wording="wording234", by=Who(viewer.user), on=TODAY, now=acting(viewer)["now"])


def test_what_is_taken_back_is_gone_at_the_next_look(told):
    make_share(told.family, told.visitors, told.worker)
    assert look(told.visitor)
    share = reference()
    withdraw(told.mum, given=False)
    assert look(told.visitor, share) is None
    assert listed(told.visitor) == []
    assert Share.objects.told("a test").get().ended_why == Ended.WITHDRAWN


def test_an_agreement_that_ended_is_not_written_down_as_a_family_s_own_choice(told):
    make_share(told.family, told.visitors, told.worker)
    end_agreement(reference=Agreement.objects.get().reference, by="a test", on=TODAY)
    withdraw(told.mum, detail="housing")
    assert Share.objects.told("a test").get().ended_why == ""


def test_not_with_this_one_ends_what_it_had(told):
    make_share(told.family, told.visitors, told.worker)
    withdraw(told.mum, purpose=Purpose.NOT_WITH, detail=told.visitors.reference)
    assert listed(told.visitor) == []


def test_what_stands_on_something_else_is_not_ended_by_it(told):
    make_share(told.family, told.visitors, told.worker, basis=LegalBasis.DUTY)
    withdraw(told.mum, given=False)
    assert look(told.visitor)


def test_it_is_gone_even_where_nothing_ended_the_row(told):
    make_share(told.family, told.visitors, told.worker)
    agrees(told.mum, told.family, given=False)  # written past the operation that ends shares
    assert Share.objects.told("a test").get().ended_at is None
    assert look(told.visitor) is None
    assert Event.objects.filter(operation="open shared family", verb="refused").count() == 1


@pytest.mark.parametrize("how", ["agreement", "closed", "restricted", "by hand", "gone"])
def test_a_share_ends_with(told, how):
    make_share(told.family, told.visitors, told.worker)
    share = reference()
    assert listed(told.visitor) == [share]
    match how:
        case "agreement":
            end_agreement(reference=Agreement.objects.get().reference, by="a test", on=TODAY)
        case "closed":
            close_family(reference=told.family.reference, why="moved", **NOW)
        case "restricted":
            restrict_family(reference=told.family.reference, why="A refuge", workers=[make_user()], **NOW)
        case "by hand":
            end_share(share=share, why=Ended.UNSAFE, **acting(told.worker))
        case "gone":
            AdultMembership.objects.told("a test").filter(adult=told.mum).delete()
    assert (look(told.visitor, share), listed(told.visitor)) == (None, [])


def test_of_a_child_that_was_lost_nothing_is_read(told):
    make_share(told.family, told.visitors, told.worker)
    record_loss(reference=told.family.reference, child=told.tobi.reference, ended_on=TODAY, **NOW)
    told.tobi.refresh_from_db()
    assert told.tobi.state == ChildState.DIED
    assert not {"Tobi", "29 February 2024"} & read(look(told.visitor))


def test_another_organisation_and_nobody_s_share_are_answered_alike(told):
    make_share(told.family, told.visitors, told.worker)
    stranger = viewer_with(Role.PARTNER_WORKER, make_organisation(name="Another trust"))
    assert look(stranger) is look(stranger, "nothing") is None
    assert listed(stranger) == []


def test_nobody_reads_their_own_family_or_one_they_stand_near_from_behind_a_desk(told):
    make_share(told.family, told.visitors, told.worker)
    dad = named(told.family, "Suharto")
    dad.user = User.objects.told("a test").get(reference=told.visitor.user)
    dad.save()
    assert (look(told.visitor), listed(told.visitor)) == (None, [])


def own(adult: Adult) -> list[tuple[str, bool]]:
    viewer = parent_of(adult)
    rows = own_sharing(viewer=viewer, on=TODAY, by=Who(viewer.user, desk="family"))
    return [(row.organisation, row.stands) for row in rows.shares]


def test_she_reads_who_may_see_what_and_who_looked_and_he_reads_nothing(told):
    make_share(told.family, told.visitors, told.worker)
    look(told.visitor)
    viewer = parent_of(told.mum)
    (row,) = own_sharing(viewer=viewer, on=TODAY, by=Who(viewer.user, desk="family")).shares
    assert (row.organisation, row.stands, row.choice) == (told.visitors.name, True, "health_visiting")
    assert dict(row.people)["Tobi Okoye"] == (
        "First name",
        "Last name",
        "Name that is used",
        "Date of birth",
        "The day the baby is due",
    )
    assert len(row.looked) == 1
    assert own(named(told.family, "Suharto")) == []


def test_what_was_decided_without_telling_is_on_nobody_s_page(told, county):
    lead = viewer_with(Role.GROUP_LEAD, county.group)
    make_share(told.family, told.visitors, lead, basis=LegalBasis.SAFEGUARDING, why_untold="He would learn of it.")
    assert own(told.mum) == []
