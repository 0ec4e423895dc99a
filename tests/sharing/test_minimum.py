"""The table of what is shared: it names what can be read, of what the models declare, and nothing can name more."""

import tomllib
from typing import Any

import pytest
from django.apps import apps

from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.sharing.queries.details import READERS
from fingerpost.sharing.rules.minimum import TABLE, Circumstance, WrongTable, minimum, read
from fingerpost.sharing.vocabulary import LegalBasis, Tier

NOTHING: frozenset[Circumstance] = frozenset()
HIDDEN = frozenset({Circumstance.HIDDEN_ADDRESS})
NAMES = {"child.given_name", "adult.given_name"}


def told(purpose: str, kind: str, tier: Tier, basis: LegalBasis, circumstances=NOTHING) -> frozenset[str]:
    return minimum().released(purpose, kind, tier, basis, circumstances)


@pytest.mark.parametrize("detail", sorted(minimum().named()))
def test_each_detail_is_one_that_a_model_declares_and_that_can_be_read(detail):
    model, field = detail.split(".")
    privacy: Any = apps.get_model("families", model).Privacy
    assert field in {*privacy.personal, *privacy.sensitive}
    assert detail in READERS


def test_nothing_can_be_read_that_the_table_does_not_name():
    assert minimum().named() == READERS


@pytest.mark.parametrize("purpose", minimum().purposes.values(), ids=lambda each: each.key)
def test_each_purpose_is_for_kinds_of_partner_that_there_are(purpose):
    assert purpose.kinds <= set(OrganisationKind.values)
    assert purpose.label
    assert purpose.why.endswith(".")


@pytest.mark.parametrize(
    ("asked", "in_it", "not_in_it"),
    [
        (("healthy_start", "health_visiting", Tier.BASIC, LegalBasis.CONSENT), NAMES, {"address.lines", "note.text"}),
        (("healthy_start", "health_visiting", Tier.MORE, LegalBasis.CONSENT), {"address.lines", "note.text"}, set()),
        (("work", "jobcentre", Tier.MORE, LegalBasis.CONSENT), {"adult.given_name"}, {"child.given_name", "note.text"}),
        (("housing", "housing", Tier.MORE, LegalBasis.CONSENT), {"address.lines"}, {"child.given_name", "note.text"}),
        (("child_safety", "social_care", Tier.BASIC, LegalBasis.DUTY), NAMES, {"contact.value", "note.text"}),
    ],
)
def test_a_purpose_shows_what_it_needs_and_no_more(asked, in_it, not_in_it):
    found = told(*asked)
    assert in_it <= found
    assert not found & not_in_it


@pytest.mark.parametrize(
    ("purpose", "kind", "basis"),
    [
        ("nonsense", "health_visiting", LegalBasis.CONSENT),
        ("work", "health_visiting", LegalBasis.CONSENT),
        ("work", "jobcentre", LegalBasis.DUTY),
        ("child_safety", "social_care", LegalBasis.CONSENT),
    ],
)
def test_what_the_table_does_not_know_shows_nothing(purpose, kind, basis):
    assert told(purpose, kind, Tier.MORE, basis) == frozenset()


def test_a_hidden_address_is_in_no_share_whatever_it_is_for():
    for purpose in minimum().purposes.values():
        for kind in purpose.kinds:
            for basis in purpose.bases:
                found = told(purpose.key, kind, Tier.MORE, basis, HIDDEN)
                assert found
                assert not any(each.startswith("address.") for each in found)


def test_a_number_comes_with_what_is_safe():
    found = told("work", "jobcentre", Tier.BASIC, LegalBasis.CONSENT)
    assert {"contact.value", "contact.safe_to_call", "contact.safe_for_voicemail"} <= found
    assert "contact.safe_to_call" not in told("child_safety", "social_care", Tier.BASIC, LegalBasis.DUTY)


def changed(**changes: Any) -> dict[str, Any]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    table["purposes"]["work"] |= changes
    return table


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"months": 0}, "has no end"),
        ({"more": ["contact.value"]}, "names twice"),
        ({"bases": ["habit"]}, "habit"),
    ],
)
def test_a_table_that_cannot_be_is_refused_with_the_place(changes, said):
    with pytest.raises(WrongTable, match=said):
        read(changed(**changes))


def test_a_table_without_a_purpose_s_reason_is_refused():
    table = changed()
    del table["purposes"]["work"]["why"]
    with pytest.raises(WrongTable, match="why"):
        read(table)
