"""Who can see what about us: all that endangers nobody, in words, with a way to say no and to allow it again."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.operations import Who
from fingerpost.families.operations import hide_address, restrict_family
from fingerpost.places.queries import authority
from fingerpost.registration.operations.wording import version_in_force
from fingerpost.sharing.models import Choice, Share
from fingerpost.sharing.operations import Made, choose, end_share
from fingerpost.sharing.queries import own_sharing, share_for
from fingerpost.sharing.vocabulary import Ended, LegalBasis, Purpose, Tier
from tests.desks.family.test_choices import HIDDEN, read
from tests.factories.accounts import CONSOLE, make_user
from tests.factories.families import TODAY, named, parent_of, viewer_with
from tests.factories.sharing import acting, agrees, make_agreement, make_organisation, make_share

PAGE = reverse("family:sharing")
NAME = "Wealdmoor Health Visiting"


@pytest.fixture
def visitors(family):
    """Health visitors who may be told, and a mother who agreed to it."""
    found = make_organisation()
    make_agreement(found)
    agrees(named(family, "Amara"), family, wording=words())
    return found


def words() -> str:
    """The words that are read today."""
    return version_in_force(authority(), "en", TODAY).reference


def press(client: Client, **pressed: str) -> Any:
    return client.post(PAGE, dict(HIDDEN.findall(read(client, PAGE).partition("<main")[2])) | pressed)


def test_who_what_why_until_when_and_on_which_days_they_looked(mother, family, visitors):
    make_share(family, visitors)
    visitor, share = viewer_with(Role.PARTNER_WORKER, visitors), Share.objects.told("a test").get()
    assert share_for(viewer=visitor, reference=share.reference, on=TODAY, by=Who(visitor.user, desk="partner"))
    page = read(mother, PAGE)
    for words in (NAME, "Amara Okoye", "Tobi Okoye", "Every family is offered visits", "24 November 2027", "can read"):
        assert words in page
    assert reverse("family:choice", args=["share--health_visiting"]) in page
    assert "24 November 2026" in page.partition("When they looked")[2]
    assert "7 Larkspur Way" not in page


def test_where_there_is_nothing_it_says_so_warmly_and_asks_for_no_reason(mother, visitors):
    page = read(mother, PAGE)
    assert "There is nothing to show here" in page
    assert NAME not in page
    assert reverse("family:sharing") in read(mother, reverse("family:desk"))


def test_what_stands_on_a_duty_cannot_be_taken_back_here_and_says_so(mother, family, visitors):
    make_share(family, visitors, basis=LegalBasis.DUTY)
    page = read(mother, PAGE)
    assert "The law lets us tell them" in page
    assert "Not with this organisation" not in page


def test_not_with_this_one_ends_it_at_once_and_can_be_undone(mother, family, visitors):
    make_share(family, visitors)
    assert press(mother, not_with=visitors.reference).headers["Location"] == f"{PAGE}?saved=yes"
    page = read(mother, PAGE)
    assert "You said no to" in page
    assert "took back" in page
    assert Share.objects.told("a test").get().ended_why == Ended.WITHDRAWN
    press(mother, allow=visitors.reference)
    assert "You said no to" not in read(mother, PAGE)
    rows = Choice.objects.told("a test").filter(purpose=Purpose.NOT_WITH).order_by("pk")
    assert [row.given for row in rows] == [True, False]


def test_pressed_twice_it_is_one_no(mother, family, visitors):
    make_share(family, visitors)
    token = dict(HIDDEN.findall(read(mother, PAGE).partition("<main")[2]))["token"]
    typed = {"token": token, "not_with": visitors.reference}
    assert {mother.post(PAGE, typed).status_code for _press in range(2)} == {302}
    assert Choice.objects.told("a test").filter(purpose=Purpose.NOT_WITH).count() == 1


@pytest.mark.parametrize("name", ["not_with", "allow"])
def test_an_organisation_that_is_not_on_the_page_is_answered_like_one_that_is_none(father, family, visitors, name):
    make_share(family, visitors)
    answers = [press(father, **{name: reference}) for reference in (visitors.reference, "2222222222")]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert all("You cannot choose this here" in answer.content.decode() for answer in answers)
    assert not Choice.objects.told("a test").filter(purpose=Purpose.NOT_WITH).exists()


def test_the_choices_name_whom_they_said_no_to_and_allow_it_again(mother, family, visitors):
    make_share(family, visitors)
    press(mother, not_with=visitors.reference)
    key = f"not-with--{visitors.reference}"
    choices, one = read(mother, reverse("family:choices")), read(mother, reverse("family:choice", args=[key]))
    assert NAME in choices
    assert "They are told nothing" in choices
    assert "Allow it again" in one
    assert f"Not with {NAME}" in read(mother, reverse("family:everything"))
    mother.post(reverse("family:choice", args=[key]), dict(HIDDEN.findall(one.partition("<main")[2])))
    assert NAME not in read(mother, reverse("family:choices"))


def test_all_that_we_hold_leads_to_the_page_and_has_the_shares_in_the_file(mother, family, visitors):
    make_share(family, visitors)
    assert PAGE in read(mother, reverse("family:everything"))
    (share,) = json.loads(read(mother, reverse("family:everything-file")))["shares"]
    assert (share["with"], share["they_can_read_it"], share["until"]) == (NAME, True, "2027-11-24")
    assert [each["of"] for each in share["details"]] == ["Amara Okoye", "Tobi Okoye"]


def test_whoever_is_in_no_family_is_told_how_to_register(client, county):
    from tests.factories.accounts import make_posting
    from tests.factories.door import seated

    assert "Register with a centre" in read(seated(client, make_posting(Role.PARENT).user, twice=False), PAGE)


class TestBothParentsAreInOneShare:
    """Both agreed once, and live apart. Neither may learn from it what the other does afterwards."""

    @pytest.fixture
    def shared(self, family, visitors):
        for name in ("Amara", "Suharto"):
            agrees(named(family, name), family, more=True, wording=words())
        both = frozenset({named(family, "Amara").reference, named(family, "Suharto").reference})
        make_share(family, visitors, adults=both, tier=Tier.MORE)
        return Share.objects.told("a test").get()

    def of_father(self, family) -> str:
        """All that his page is made of."""
        viewer = parent_of(named(family, "Suharto"))
        return repr(own_sharing(viewer=viewer, on=TODAY, by=Who(viewer.user, desk="family")))

    def take_back(self, family, name: str) -> None:
        viewer = parent_of(named(family, name))
        for purpose in (Purpose.SHARE, Purpose.SHARE_MORE):
            made = Made(purpose=purpose, given=False, detail="health_visiting")
            by = Who(viewer.user, desk="family")
            choose(viewer=viewer, made=made, wording="w", by=by, on=TODAY, now=acting(viewer)["now"])

    def test_neither_name_stands_on_the_others_page(self, family, shared):
        assert "Suharto" in self.of_father(family)
        assert "Amara" not in self.of_father(family)

    @pytest.mark.parametrize("what", ["takes back", "hides", "named workers", "looked"])
    def test_what_happens_to_her_changes_nothing_on_his_page(self, family, shared, visitors, what):
        if what == "looked":  # after he took his part back, a look is at hers alone
            self.take_back(family, "Suharto")
        before = self.of_father(family)
        match what:
            case "takes back":
                self.take_back(family, "Amara")
            case "hides":
                hide_address(
                    reference=family.reference, residents=[named(family, "Amara").reference], by=CONSOLE, on=TODAY
                )
            case "named workers":
                restrict_family(reference=family.reference, why="x", workers=[make_user()], by=CONSOLE, on=TODAY)
            case "looked":
                visitor = viewer_with(Role.PARTNER_WORKER, visitors)
                assert share_for(viewer=visitor, reference=shared.reference, on=TODAY, by=Who(visitor.user))
        assert self.of_father(family) == before

    def test_once_he_took_his_part_back_nothing_tells_whether_she_did(self, family, shared):
        self.take_back(family, "Suharto")
        before = self.of_father(family)
        assert "stands=False" in before
        self.take_back(family, "Amara")
        shared.refresh_from_db()
        assert shared.ended_why == Ended.WITHDRAWN
        assert self.of_father(family) == before

    def test_that_it_was_not_safe_any_more_is_told_in_person(self, family, shared):
        end_share(share=shared.reference, why=Ended.UNSAFE, **acting(viewer_with(Role.OUTREACH_WORKER)))
        assert "Your centre ended it" in self.of_father(family)
        assert "safe" not in self.of_father(family)
