"""The register of sharing and the table of what may be told: public, whole, and of what holds today."""

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.sharing.operations import end_agreement
from fingerpost.sharing.queries import what_may_be_told
from fingerpost.sharing.rules.minimum import minimum
from tests.factories.accounts import CONSOLE
from tests.factories.county import County
from tests.factories.families import TODAY, later
from tests.factories.sharing import make_agreement, make_organisation

pytestmark = pytest.mark.django_db
REGISTER, TABLE = reverse("public:sharing"), reverse("public:what-we-may-tell")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_agreement_stands_in_the_register_with_all_that_was_agreed(client, county: County):
    made = make_agreement(make_organisation())
    shown = text(client, REGISTER)
    for said in (
        "Wealdmoor Health Visiting",
        "Health visiting",
        "Visits and reviews by health visitors and midwives",
        "Children Act 2004, section 10",
        "Read here, with a second step; nothing is sent.",
        "DPIA-7",
        "County manager",
        "Head of service",
        "Tuesday 24 November 2026",
        "Wednesday 24 November 2027",
    ):
        assert said in shown
    assert "review is late" not in shown
    end_agreement(reference=made.reference, by=CONSOLE.name, on=later(1))


def test_what_ended_is_not_in_the_register_and_what_should_be_looked_at_says_so(client, county, time_machine):
    gone = make_agreement(make_organisation())
    make_agreement(make_organisation(OrganisationKind.HOUSING, "Hearth Homes"), review_on=later(2))
    end_agreement(reference=gone.reference, by=CONSOLE.name, on=TODAY)
    time_machine.move_to(later(3))
    shown = text(client, REGISTER)
    assert "Wealdmoor Health Visiting" not in shown
    assert "Hearth Homes" in shown
    assert "review is late" in shown


def test_without_an_agreement_the_register_says_what_that_means(client, county):
    assert "There is no agreement today" in text(client, REGISTER)


def test_the_table_says_of_each_purpose_whom_what_why_and_how_long(client, county):
    shown = text(client, TABLE)
    for each in minimum().purposes.values():
        assert f'id="{each.key}"' in shown
        assert each.label in shown.replace("&#39;", "'")
    assert f"Version {minimum().version}" in shown
    assert "A hidden address is never told." in shown
    for kept in ("given_name", "contact.value", "health_visiting<", "untold"):
        assert kept not in shown


def test_the_table_in_words_has_each_detail_of_the_file_and_no_other():
    told = {each.key: each for each in what_may_be_told().purposes}
    work = told["work"]
    assert work.kinds == ("Jobcentre Plus", "Adult learning")
    assert work.basic == (("Of a parent or carer", ("First name", "Last name", "Phone number or e-mail address")),)
    assert work.more == (("Of a parent or carer", ("Language", "Whether an interpreter helps")),)
    assert (work.bases, work.months) == (("The family agreed",), 6)
    assert told["healthy_start"].more[0] == ("Of a child", ("Notes on health and needs",))
    assert told["community"].more[0] == ("Of a child", ("First name", "Date of birth"))


@pytest.mark.parametrize("address", [REGISTER, TABLE])
def test_the_page_of_what_we_keep_leads_there(client, county, address):
    assert f'href="{address}"' in text(client, reverse("public:privacy"))
