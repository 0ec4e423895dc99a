"""Inviting a colleague, taking an invitation back, saying that somebody leaves; and joining by the link."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.models import Invitation, Posting, User
from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from tests.factories.accounts import PASSWORD, make_invitation, make_posting, make_user
from tests.factories.door import by_password, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def oak(county):
    return county.centres[0]


@pytest.fixture
def manager(client, oak):
    user = make_user("Morgan")
    make_posting(Role.CENTRE_MANAGER, oak, user)
    seated(client, user)
    return user


def role_option(client: Client, label: str) -> str:
    page = client.get(reverse("account:invite")).content.decode()
    found = re.search(rf'<option value="(\d+)"[^>]*>{label}</option>', page)
    assert found, page
    return found[1]


def invite(client: Client, **more: str):
    given = {"email": "robin@wealdmoor.example", "given_name": "Robin", "family_name": "Marsh"}
    role = role_option(client, "Oak Tree: Centre receptionist")
    return client.post(reverse("account:invite"), given | {"role": role} | more)


def test_a_colleague_comes_by_the_link_in_the_mail(client, manager):
    assert invite(client).headers["Location"] == reverse("account:people")
    link = str(mail.outbox[-1].body).partition("http://testserver")[2].split()[0]
    robin = Client()
    assert "Centre receptionist, Oak Tree" in robin.get(link).content.decode()
    robin.post(link, {"password": PASSWORD})
    assert robin.get(reverse("account:home")).status_code == 200
    assert "Robin" in client.get(reverse("account:people")).content.decode()


def test_a_weak_password_is_said_on_the_form(client, oak):
    link = reverse("account:invitation", kwargs={"token": make_invitation(oak)})
    answer = client.post(link, {"password": "short"})
    assert answer.status_code == 400
    assert "too short" in answer.content.decode()


def test_whoever_has_an_account_only_accepts(client, oak):
    user = make_user(email="robin@wealdmoor.example")
    link = reverse("account:invitation", kwargs={"token": make_invitation(oak)})
    assert 'type="password"' not in client.get(link).content.decode()
    assert client.post(link).headers["Location"] == reverse("account_login")
    by_password(client, user)
    assert "Centre receptionist" in client.get(reverse("account:home")).content.decode()


def test_a_link_that_is_over_says_so(client, oak):
    token = make_invitation(oak)
    link = reverse("account:invitation", kwargs={"token": token})
    client.post(link, {"password": PASSWORD})
    answer = Client().get(link)
    assert answer.status_code == 404
    assert "used already" in answer.content.decode()


@pytest.mark.parametrize(("days", "status"), [(6, 200), (7, 404)])
def test_an_invitation_opens_for_seven_days(client, oak, now, days, status):
    link = reverse("account:invitation", kwargs={"token": make_invitation(oak)})
    with time_machine.travel(now + timedelta(days=days, minutes=1)):
        answer = client.get(link)
    assert answer.status_code == status
    assert ("too old" in answer.content.decode()) is (status == 404)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [({"email": "nowhere"}, "Write an e-mail address"), ({"given_name": ""}, "name"), ({"role": "999"}, "Choose what")],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, manager, more, sentence):
    answer = invite(client, **more)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "Marsh" in answer.content.decode()
    assert not mail.outbox


def test_a_manager_offers_only_roles_at_their_own_centre(client, manager):
    page = client.get(reverse("account:invite")).content.decode()
    assert "Birchwood" not in page
    assert "Oak Tree: Centre manager" not in page


def test_an_invitation_is_taken_back(client, manager):
    invite(client)
    reference = Invitation.objects.told("a test").get().reference
    client.post(reverse("account:withdraw"), {"invitation": reference})
    assert "robin@" not in client.get(reverse("account:people")).content.decode()


def leaving(posting: Posting) -> str:
    return reverse("account:leave", kwargs={"reference": posting.reference})


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({"when": "tonight"}, 0),
        ({"when": "now"}, -1),
        ({"when": "day", "last-day": "30", "last-month": "11", "last-year": "2026"}, 6),
    ],
)
def test_a_leaver_leaves_tonight_or_now_or_later(client, manager, oak, given, days):
    posting = make_posting(Role.RECEPTIONIST, oak)
    assert "When does Robin Marsh leave?" in client.get(leaving(posting)).content.decode()
    client.post(leaving(posting), given)
    posting.refresh_from_db()
    assert posting.valid_to == clock.today() + timedelta(days=days)


def test_a_leaver_who_is_signed_in_is_at_the_door_with_the_next_press(client, manager, oak):
    posting = make_posting(Role.RECEPTIONIST, oak)
    desk = seated(Client(), posting.user)
    assert desk.get(reverse("centre:desk")).status_code == 200
    client.post(leaving(posting), {"when": "now"})
    for answer in (desk.get(reverse("centre:desk")), desk.post(reverse("account:end-sessions"))):
        assert answer.headers["Location"].startswith(reverse("account_login"))


def test_a_mover_keeps_only_the_new_desk(client, manager, oak, county):
    posting = make_posting(Role.RECEPTIONIST, oak)
    make_posting(Role.OUTREACH_WORKER, county.centres[1], posting.user)
    desk = seated(Client(), posting.user)
    assert "Today at Oak Tree" in desk.get(reverse("centre:desk")).content.decode()
    client.post(leaving(posting), {"when": "now"})
    assert "Today at Birchwood" in desk.get(reverse("centre:desk")).content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose when"),
        ({"when": "soon"}, "Choose when"),
        ({"when": "day"}, "Write the last day"),
        ({"when": "day", "last-day": "31", "last-month": "2", "last-year": "2027"}, "Write the last day"),
        ({"when": "day", "last-day": "1", "last-month": "1", "last-year": "9" * 30}, "Write the last day"),
        ({"when": "day", "last-day": "1", "last-month": "11", "last-year": "2026"}, "That day is over"),
    ],
)
def test_a_last_day_that_makes_no_sense_is_said_and_stays_typed(client, manager, oak, given, sentence):
    posting = make_posting(Role.RECEPTIONIST, oak)
    answer = client.post(leaving(posting), given)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert given.get("last-month", "") in answer.content.decode()
    posting.refresh_from_db()
    assert posting.valid_to is None


def test_an_invitation_that_is_not_there_is_refused_with_a_sentence(client, manager):
    answer = client.post(reverse("account:withdraw"), {"invitation": "unknown"})
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()


def test_a_role_that_one_may_not_take_away_is_not_there(client, manager, county):
    elsewhere = make_posting(Role.RECEPTIONIST, county.centres[1])
    own = Posting.objects.told("a test").get(user=manager)
    unknown = reverse("account:leave", kwargs={"reference": "unknown"})
    for address in (leaving(elsewhere), leaving(own), unknown):
        assert client.post(address, {"when": "now"}).status_code == 404


@pytest.mark.parametrize("name", ["leave", "account:withdraw", "account:invite"])
def test_whoever_manages_nobody_is_turned_away(client, oak, name):
    posting = make_posting(Role.RECEPTIONIST, oak)
    seated(client, posting.user)
    address = leaving(posting) if name == "leave" else reverse(name)
    assert client.post(address, {"when": "now"}).status_code == 403


def test_looking_at_colleagues_is_on_record(client, manager, oak):
    posting = make_posting(Role.RECEPTIONIST, oak)
    client.get(reverse("account:people"))
    look = Event.objects.get(operation="see colleagues")
    assert (look.verb, look.actor, look.subject_reference) == ("read", manager.reference, posting.reference)
    assert look.because == "Your role allows this: Centre manager."


def test_the_desk_says_who_works_there_and_what_waits(client, manager, oak, county):
    make_posting(Role.RECEPTIONIST, oak, make_user("Ashley"), valid_to=clock.today())
    make_posting(Role.OUTREACH_WORKER, county.group, make_user("Bell"))
    make_posting(Role.RECEPTIONIST, oak, make_user("Gone"), valid_to=clock.today() - timedelta(days=1))
    make_posting(Role.PARTNER_WORKER, user=make_user("Visitor"))
    make_invitation(oak)
    page = client.get(reverse("centre:desk")).content.decode()
    assert "Ashley Marsh" in page
    assert "Bell Marsh" in page
    assert "Gone" not in page
    assert "Visitor" not in page
    assert "1 invitation nobody has taken up yet" in page
    assert "1 colleague leaves within two weeks" in page


@pytest.mark.parametrize(
    ("role", "desk"),
    [
        (Role.PARTNER_LEAD, "partner:desk"),
        (Role.PHARMACY_TEAM, "pharmacy:desk"),
        (Role.FAMILY_INFORMATION_ADVISER, "county:work"),
        (Role.SYSTEM_ADMINISTRATOR, "county:system"),
    ],
)
def test_each_desk_names_those_beside_one_and_nobody_else(client, county, role, desk):
    seated(client, make_posting(role).user)
    make_posting(role, user=make_user("Ashley"))
    make_posting(Role.PARENT, user=make_user("Parent"))
    make_posting(Role.CENTRE_MANAGER, user=make_user("Oakley"))
    page = client.get(reverse(desk)).content.decode()
    assert "Ashley Marsh" in page
    assert "Parent Marsh" not in page
    assert "Oakley" not in page


def test_a_manager_sees_nobody_of_another_centre(client, manager, county):
    make_posting(Role.RECEPTIONIST, county.centres[1], make_user("Ashley"))
    assert "Ashley" not in client.get(reverse("account:people")).content.decode()


def test_a_manager_without_a_second_step_sees_nobody(oak):
    posting = make_posting(Role.CENTRE_MANAGER, oak)
    answer = seated(Client(), posting.user, twice=False).post(leaving(posting))
    assert answer.headers["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("model", [User, Posting, Invitation])
@pytest.mark.parametrize(
    "read",
    [
        lambda every: list(every.all()),
        lambda every: every.count(),
        lambda every: every.all().exists(),
        lambda every: every.values_list("pk").first(),
        lambda every: list(every.iterator()),
        lambda every: every.all().delete(),
        lambda every: every.update(pk=1),
        lambda every: every.in_bulk(),
    ],
)
def test_people_are_not_listed_without_saying_who_is_looking(model, read):
    with pytest.raises(Refused, match="who is looking"):
        read(model.objects)


def test_one_chooses_the_desk_to_sit_at(client, county):
    user = make_user()
    make_posting(Role.RECEPTIONIST, county.centres[0], user)
    second = make_posting(Role.RECEPTIONIST, county.centres[1], user)
    seated(client, user)
    assert "Today at Oak Tree" in client.get(reverse("centre:desk")).content.decode()
    answer = client.post(reverse("account:choose"), {"posting": second.reference}, follow=True)
    assert "Today at Birchwood" in answer.content.decode()


def test_nobody_sits_down_at_a_desk_of_somebody_else(client, county):
    other = make_posting(Role.COUNTY_MANAGER)
    seated(client, make_user())
    answer = client.post(reverse("account:choose"), {"posting": other.reference})
    assert answer.headers["Location"] == reverse("account:home")


def test_the_desk_shows_what_is_on_today(client, county):
    seated(client, make_posting(Role.GROUP_LEAD, county.group).user)
    page = client.get(reverse("centre:desk")).content.decode()
    assert all(centre in page for centre in ("Oak Tree", "Birchwood", "Hazel Grove"))
    assert "10am to 11:30am" in page
