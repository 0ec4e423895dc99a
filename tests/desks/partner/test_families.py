"""The partner desk: the families that are shared with an organisation, each with exactly what was released."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fingerpost.accounts.models import User
from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.families.models import Adult, Child
from fingerpost.families.operations import restrict_family
from fingerpost.families.vocabulary import ChildState
from fingerpost.sharing.models import Share, ShareNotice
from fingerpost.sharing.operations import Made, choose, end_share
from fingerpost.sharing.vocabulary import Ended, LegalBasis, Nature, Purpose, Tier
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import TODAY, later, parent_of
from tests.factories.sharing import Told, acting, agrees, make_organisation, make_share, make_told, make_told_to

pytestmark = pytest.mark.django_db
LIST, DESK = reverse("partner:families"), reverse("partner:desk")
FOUND = {"amara": 1, "OKOYE tob": 1, "suharto": 0, "amara nobody": 0, "larkspur": 0, "mara": 0}
MOST = 10  # queries of a page
HEALTH = Made(purpose=Purpose.SHARE, given=False, detail="health_visiting")


@pytest.fixture
def told(county: County) -> Told:
    return make_told(county.group)


@pytest.fixture
def visitor(client: Client, told: Told) -> Client:
    return seated(client, user_of(told.visitor))


def user_of(viewer: Viewer) -> User:
    return User.objects.told("a test").get(reference=viewer.user)


def shared(told: Told, **changes: Any) -> str:
    """Share the family; the address of the page on which it is read."""
    decision = make_share(told.family, told.visitors, told.worker, **changes)
    return page(Share.objects.told("a test").get(decision=decision).reference)


def page(reference: str) -> str:
    return reverse("partner:family", kwargs={"reference": reference})


def ended(address: str, told: Told) -> None:
    end_share(share=address.split("/")[-2], why=Ended.NOT_NEEDED, **acting(told.worker))


def text(client: Client, address: str = LIST, status: int = 200, **typed: str) -> str:
    answer = client.post(address, typed) if typed else client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def main(content: str) -> str:
    """What the page is about, without what stands around it."""
    return content.partition("<main")[2].partition("</main>")[0]


def found(client: Client, sought: str) -> int:
    return len(re.findall(r'href="/partner/families/[a-z0-9]{10}/"', text(client, q=sought)))


def test_a_health_visitor_finds_whom_she_was_told_of_and_reads_the_basics(visitor, told):
    address = shared(told)
    listed = text(visitor)
    assert address in listed
    assert "Tobi Okoye, Amara Okoye" in listed
    assert "Visits and reviews by health visitors and midwives" in listed
    assert "since 24 Nov 2026, until 24 Nov 2027" in listed
    read = text(visitor, address)
    for shown in ("Amara Okoye", "Tobi Okoye", "29 February 2024", "07700 900 111", "The family agreed", "no texts"):
        assert shown in read
    for kept in ("Larkspur", "WM1 2AB", "1994", "Suharto", "Thornbury", told.family.reference):
        assert kept not in listed + read


def test_more_than_the_basics_says_a_language_by_its_name(visitor, told):
    Adult.objects.told("a test").filter(pk=told.mum.pk).update(language="pl", interpreter=True)
    agrees(told.mum, told.family, more=True)
    read = text(visitor, shared(told, tier=Tier.MORE))
    for shown in ("Polish", "Whether an interpreter helps", "7 Larkspur Way", "WM1 2AB", "More than the basics"):
        assert shown in read


@pytest.mark.parametrize("nature", Nature)
def test_what_a_worker_thinks_does_not_pass_for_a_fact(visitor, told, nature):
    read = text(visitor, shared(told, nature=nature))
    assert str(nature.label) in read
    assert ("what is known and what is thought" in read) is (nature is not Nature.FACT)


@pytest.mark.parametrize("how", ["withdrawn", "ended", "restricted", "somebody else’s", "never was", "near"])
def test_what_is_not_shared_any_more_and_what_never_was_are_answered_alike(visitor, told, how):
    never = main(text(visitor, page("2222222222"), 404))
    address = shared(told)
    if how == "withdrawn":
        mum = parent_of(told.mum)
        who = acting(mum)
        choose(viewer=mum, made=HEALTH, wording="wording234", by=who["who"], on=TODAY, now=who["now"])
    if how == "ended":
        ended(address, told)
    if how == "restricted":
        restrict_family(reference=told.family.reference, why="A threat", workers=[make_user()], by=CONSOLE, on=TODAY)
    if how == "somebody else’s":
        seated(visitor, make_posting(Role.PARTNER_WORKER, make_organisation(name="Another trust")).user)
    if how == "never was":
        address = page("3333333333")
    if how == "near":
        Adult.objects.told("a test").filter(pk=told.mum.pk).update(user=user_of(told.visitor))
    assert main(text(visitor, address, 404)) == never
    assert f'href="{address}"' not in text(visitor)


def test_a_search_finds_names_that_are_shown_and_no_other(visitor, told):
    shared(told)
    for sought, number in FOUND.items():
        assert found(visitor, sought) == number
    assert "Nobody in this list is called that" in text(visitor, q="suharto")
    assert "Type a name first." in text(visitor, q=" ")
    assert Event.objects.filter(operation="list shared families").count() == 3  # whom it showed


def test_an_empty_list_says_what_would_stand_there(visitor):
    assert "No family is shared with you today" in text(visitor)
    assert "Nothing is shared with you today" in text(visitor, DESK)


def test_the_front_page_counts_what_stands_and_what_is_new(visitor, told):
    shared(told)
    ended(shared(told), told)
    desk = text(visitor, DESK)
    assert "1 family or person is shared with you today" in desk
    assert "2 new" in desk
    assert "Okoye" not in desk


def test_whoever_has_read_it_says_so_once(visitor, told):
    address = shared(told)
    token = re.search(r'name="token" value="([^"]+)"', text(visitor, address))
    assert token
    for _press in range(2):
        assert visitor.post(address, {"token": token[1]})["Location"] == LIST
    assert ShareNotice.objects.told("a test").exclude(read_at=None).count() == 1
    assert Event.objects.filter(operation="read share notices").count() == 1
    assert "I have read this" not in text(visitor, address)
    assert "fp-tag--good" not in text(visitor)


def test_that_something_ended_is_said_until_it_was_read_and_names_nobody(visitor, told):
    address = shared(told)
    ended(address, told)
    listed = text(visitor)
    assert "Something is no longer shared with you" in listed
    assert "Okoye" not in listed
    assert visitor.post(address, {"token": "a-token-of-the-page-long-enough-to-be-one"})["Location"] == LIST
    assert "no longer shared" not in text(visitor)
    assert text(visitor, page("2222222222"), 404, token="another-token-that-is-long-enough-to-be-one")


def test_whoever_stands_near_is_not_told_that_something_ended(visitor, told):
    ended(shared(told), told)
    Adult.objects.told("a test").filter(pk=told.mum.pk).update(user=user_of(told.visitor))
    assert "no longer shared" not in text(visitor)
    assert "new</span>" not in text(visitor, DESK)


def test_what_ends_soon_says_so(visitor, told, time_machine):
    address = shared(told)
    assert "Ends soon" not in text(visitor) + text(visitor, address)
    time_machine.move_to(later(365 - 14))
    seated(visitor, user_of(told.visitor))
    assert "Ends soon" in text(visitor)
    assert "Ends soon" in text(visitor, address)


def test_a_baby_without_a_name_is_in_the_list_and_due_on_a_day(visitor, told):
    address = shared(told, adults=frozenset(), basis=LegalBasis.DUTY)
    unborn = {"date_of_birth": None, "due_on": later(40), "state": ChildState.EXPECTED}
    Child.objects.told("a test").filter(pk=told.tobi.pk).update(given_name="", **unborn)
    assert "Baby Okoye" in text(visitor)
    Child.objects.told("a test").filter(pk=told.tobi.pk).update(family_name="")
    assert "No name yet" in text(visitor)
    read = text(visitor, address)
    assert "3 January 2027" in read
    assert "Amara" not in read


@pytest.mark.usefixtures("looked_just_now")
def test_a_long_list_comes_in_pages_and_asks_no_more_often(visitor, told, county, monkeypatch):
    monkeypatch.setattr("fingerpost.sharing.queries.shared.PAGE", 2)
    shared(told)
    asked = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as captured:
            text(visitor)
        asked.append(len(captured.captured_queries))
        for _each in range(2):
            make_told_to(county.group, told.visitors)
    assert asked[1] <= asked[0]
    first, last = text(visitor), text(visitor, f"{LIST}?page=3")
    assert first.count("Tobi Okoye") == 2
    assert last.count("Tobi Okoye") == 1
    assert "5 families or people are shared" in first


@pytest.mark.usefixtures("looked_just_now")
def test_the_largest_share_asks_ten_times(visitor, told):
    agrees(told.mum, told.family, more=True)
    address = shared(told, tier=Tier.MORE)
    text(visitor)  # a worker that has just begun reads where the centres are
    with CaptureQueriesContext(connection) as captured:
        assert "7 Larkspur Way" in text(visitor, address)
    assert len(captured.captured_queries) <= MOST


def test_what_is_typed_stays_out_of_addresses(visitor, told):
    shared(told)
    assert 'method="post" role="search"' in text(visitor)
    assert "q=" not in text(visitor, q="okoye")
