"""The organisations that centres work with."""

import pytest

from fingerpost.audit.models import Event
from fingerpost.base.verdict import Refused
from fingerpost.partners.models import Organisation
from fingerpost.partners.operations import Partner, add_organisation, load_organisations
from fingerpost.partners.queries import organisations
from fingerpost.partners.vocabulary import OrganisationKind

pytestmark = pytest.mark.django_db
BY = "a test"
MIDWIVES = Partner(kind=OrganisationKind.MIDWIFERY, name="Community midwives")
LIBRARY = Partner(kind=OrganisationKind.LIBRARY, name="Town library")


def test_an_organisation_is_entered_and_recorded():
    organisation = add_organisation(partner=MIDWIVES, by=BY)
    assert Event.objects.get().subject_reference == organisation.reference


@pytest.mark.parametrize(
    ("partner", "says"), [(Partner(kind=OrganisationKind.GP, name=" "), "name"), (MIDWIVES, "entered already")]
)
def test_an_organisation_without_a_name_or_there_already_is_refused(partner, says):
    add_organisation(partner=MIDWIVES, by=BY)
    with pytest.raises(Refused, match=says):
        add_organisation(partner=partner, by=BY)


def test_a_name_may_stand_once_for_each_kind():
    add_organisation(partner=MIDWIVES, by=BY)
    add_organisation(partner=Partner(kind=OrganisationKind.VOLUNTARY, name=MIDWIVES.name), by=BY)
    assert Organisation.objects.count() == 2


def test_loading_adds_only_what_is_new_and_keeps_the_order():
    add_organisation(partner=MIDWIVES, by=BY)
    loaded = load_organisations(partners=[LIBRARY, MIDWIVES], by=BY, reference="list")
    assert [organisation.name for organisation in loaded] == ["Town library", "Community midwives"]
    assert Event.objects.get(operation="load organisations").counts == {"organisations": 1}
    load_organisations(partners=[LIBRARY, MIDWIVES], by=BY, reference="list")
    assert (Organisation.objects.count(), Event.objects.count()) == (2, 2)


def test_organisations_are_found_by_kind():
    load_organisations(partners=[LIBRARY, MIDWIVES], by=BY, reference="list")
    assert [each.name for each in organisations()] == ["Community midwives", "Town library"]
    assert [each.name for each in organisations([OrganisationKind.LIBRARY])] == ["Town library"]
