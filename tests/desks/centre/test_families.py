"""The families of a group, on the desk of those who work there."""

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.audit.vocabulary import Verb
from fingerpost.families.models import Adult, Family
from fingerpost.families.operations import add_restriction, hide_address, restrict_family
from fingerpost.families.vocabulary import Basis
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import TODAY, make_family, named
from tests.factories.places import make_group

FAMILIES = reverse("centre:families")
NOBODY = reverse("centre:family", kwargs={"reference": "2222222222"})


@pytest.fixture
def family(county: County) -> Family:
    return make_family(county.group)


def desk(client: Client, role: Role = Role.RECEPTIONIST) -> Client:
    return seated(client, make_posting(role).user)


def text(client: Client, address: str = FAMILIES, typed: str | None = None, status: int = 200) -> str:
    answer = client.get(address) if typed is None else client.post(address, {"q": typed})
    assert answer.status_code == status
    return str(answer.content.decode())


def record(family: Family) -> str:
    return reverse("centre:family", kwargs={"reference": family.reference})


def test_the_list_names_nobody(client, family):
    page = text(desk(client))
    assert "A… O…" in page
    assert record(family) in page
    assert not [name for name in ("Amara", "Okoye", "Tobi", "07700") if name in page]


def test_whoever_is_looked_for_is_named(client, family):
    page = text(desk(client), typed="tobi")
    assert "Amara Okoye, Suharto" in page
    assert "1 family found." in page


def test_what_was_typed_is_in_no_address(client, family):
    page = text(desk(client), FAMILIES + "?q=tobi")
    assert "Amara Okoye" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("nobody at all", "No family of your group has this"), ("", "Type a name"), ("<b>" * 200, "No family of your")],
)
def test_whoever_is_not_there_is_not_found_in_a_sentence(client, family, typed, sentence):
    assert sentence in text(desk(client), typed=typed)


@pytest.mark.parametrize(
    ("role", "found", "refused"),
    [(Role.RECEPTIONIST, "No family of your group has this", True), (Role.OUTREACH_WORKER, "1 family", False)],
)
def test_a_postcode_finds_for_whoever_may_see_addresses(client, family, role, found, refused):
    page = text(desk(client, role), typed="WM1 2AB")
    assert found in page
    assert ("Not a postcode" in page) is refused


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "9" * 40])
def test_an_absurd_page_is_one_there_is(client, family, page):
    assert record(family) in text(desk(client), f"{FAMILIES}?page={page}")


def test_a_record_says_why_it_may_be_seen_and_the_look_is_on_record(client, family):
    page = text(desk(client), record(family))
    assert "Your role allows this: Centre receptionist." in page
    event = Event.objects.get(verb=Verb.READ)
    assert (event.subject_reference, event.because) == (family.reference, "Your role allows this: Centre receptionist.")
    assert (event.desk, bool(event.posting), bool(event.origin)) == ("centre", True, True)


def test_reception_sees_how_to_reach_them_and_what_is_not_safe(client, family):
    page = text(desk(client), record(family))
    assert "07700 900 111" in page
    assert "no texts" in page
    assert not [word for word in ("Larkspur", "2 May 1994", "parental responsibility") if word in page]


def test_reception_knows_which_language_to_speak(client, family):
    Adult.objects.told("a test").filter(given_name="Amara").update(language="pl", interpreter=True)
    assert "Speaks Polish best. An interpreter helps." in text(desk(client), record(family))


def test_outreach_sees_where_they_live(client, family):
    page = text(desk(client, Role.OUTREACH_WORKER), record(family))
    assert "7 Larkspur Way, WM1 2AB" in page
    assert "born on 29 February 2024" in page
    assert "Mother: Amara Okoye, has parental responsibility" in page


def test_a_hidden_address_is_hidden_from_outreach_too(client, family):
    mother = named(family, "Amara")
    hide_address(reference=family.reference, residents=[mother.reference], by=CONSOLE, on=TODAY)
    page = text(desk(client, Role.OUTREACH_WORKER), record(family))
    assert "Hidden from you" in page
    assert "Larkspur" not in page


def test_a_warning_comes_first(client, family):
    restriction = {"kept_from": named(family, "Suharto").reference, "about": named(family, "Amara").reference}
    add_restriction(reference=family.reference, basis=Basis.POLICE, by=CONSOLE, on=TODAY, **restriction)
    page = text(desk(client), record(family))
    assert page.index("Tell Suharto nothing about Amara Okoye") < page.index("Parents and carers")


def test_a_family_of_another_group_is_closed_politely(client, county):
    elsewhere = make_family(make_group("Vale group"))
    page = text(desk(client), record(elsewhere), status=403)
    assert "This family is with another group of centres." in page
    assert "You have done nothing wrong." in page
    assert not [name for name in ("Amara", "Okoye", "Vale") if name in page]


def test_a_restricted_family_is_closed_politely(client, family):
    restrict_family(reference=family.reference, why="A threat", workers=[make_user()], by=CONSOLE, on=TODAY)
    assert "Only the workers named for this family" in text(desk(client), record(family), status=403)


def test_whoever_is_kept_from_a_child_is_told_that_there_is_no_such_family(client, family, county):
    worker = make_posting(Role.GROUP_LEAD, county.group).user
    father = named(family, "Suharto")
    Adult.objects.told("a test").filter(pk=father.pk).update(user=worker)
    father.memberships.told("a test").update(valid_from=TODAY.replace(day=1), valid_to=TODAY.replace(day=2))
    seated(client, worker)
    unknown, ours = (text(client, address, status=404).partition("<main")[2] for address in (NOBODY, record(family)))
    assert ours == unknown
    assert "There is no family with this reference." in unknown


def test_an_editor_of_the_website_sees_no_family(client, family):
    editor = desk(client, Role.WEBSITE_EDITOR)
    assert "Your role does not include this." in text(editor, status=403)
    assert "Families of your group" not in text(editor, reverse("centre:desk"))


def test_the_desk_leads_there(client, county):
    assert FAMILIES in text(desk(client), reverse("centre:desk"))
