"""The partners of the make-believe county: public bodies by what they do, all others under invented names."""

from collections.abc import Mapping
from typing import Any

from fingerpost.demo.operations.setting import BY, Setting, told
from fingerpost.partners.models import Organisation
from fingerpost.partners.operations import Partner, load_organisations
from fingerpost.partners.vocabulary import OrganisationKind

Partners = Mapping[tuple[str, str], Organisation]


def make_organisations(county: Setting) -> Partners:
    """Enter the partners that do not stand yet. By key and district; an empty district is for the whole county."""
    named = {
        (row["key"], district): row["name"].format(district=district)
        for row in told("organisations")
        for district in districts_of(county, row)
    }
    kinds = {row["key"]: OrganisationKind(row["kind"]) for row in told("organisations")}
    partners = [
        Partner(kind=kinds[key], name=name, reference=county.reference("organisation", key, district))
        for (key, district), name in named.items()
    ]
    made = load_organisations(partners=partners, by=BY, reference=county.authority.code)
    return dict(zip(named, made, strict=True))


def districts_of(county: Setting, row: Mapping[str, Any]) -> list[str]:
    """The districts that a row of the table has an organisation in; one empty name for the whole county."""
    if row.get("per") != "district":
        return [""]
    return sorted({seat.card.district for seat in county.seats if seat.card.district})


def partner_for(partners: Partners, key: str, district: str) -> Organisation | None:
    """The partner that serves a district, or the whole county."""
    return partners.get((key, district)) or partners.get((key, ""))
