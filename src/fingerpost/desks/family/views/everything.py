"""All that we hold about a parent, to read, print or take along (UK GDPR, articles 15 and 20), and who looked.

Both are made from what the parent's pages show, by the same queries: a file never says more than a page.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.family import changing, choosing, wording
from fingerpost.desks.family.choosing import Line
from fingerpost.families.queries import Look, OwnFamily, own_family_with_looks, who_looked
from fingerpost.families.queries.own import OwnChild
from fingerpost.families.queries.records import ContactRow
from fingerpost.families.vocabulary import SAFE
from fingerpost.places.queries import authority, centres_on, picture_day
from fingerpost.registration.queries import wording_of
from fingerpost.registration.queries.wording import languages
from fingerpost.registration.rules.form import shipped
from fingerpost.sharing.queries import Chosen, OwnShare, own_sharing


@dataclass(frozen=True, slots=True)
class Everything:
    """All of it, as the pages show it."""

    on: date
    families: tuple[OwnFamily, ...]
    choices: list[Line]
    chosen: list[Chosen]
    looks: tuple[Look, ...]
    languages: Mapping[str, str]
    centres: Mapping[int, str]


@never_cache
@require_safe
@open_to(Audience.FAMILY)
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at the record of the parent's home."""
    me = changing.acting(request)
    page = {
        "held": changing.seat(),
        "looks": who_looked(viewer=me.viewer, on=me.on, by=me.by),
        "said": wording,
    }
    return render(request, "family/looks.html", page)


@never_cache
@require_safe
@open_to(Audience.FAMILY)
def everything(request: HttpRequest) -> HttpResponse:
    """One page with all of it, to read or to print."""
    found = _everything(request)
    return render(request, "family/everything.html", {"held": changing.seat(), "all": found, "said": wording})


@never_cache
@require_safe
@open_to(Audience.FAMILY)
def everything_file(request: HttpRequest) -> HttpResponse:
    """The same for other programs."""
    found, me = _everything(request), changing.acting(request)
    shares = own_sharing(viewer=me.viewer, on=me.on, by=me.by).shares
    told = _told(found) | {"shares": [_share(each) for each in shares]}
    text = json.dumps(told, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="what-we-hold.json"'
    return response


def _everything(request: HttpRequest) -> Everything:
    me, ours = changing.acting(request), authority()
    families, looks = own_family_with_looks(viewer=me.viewer, on=me.on, by=me.by)
    choices, chosen = choosing.what_was_said(families, me)
    return Everything(
        on=me.on,
        families=families,
        choices=choices,
        chosen=chosen,
        looks=looks,
        languages=languages(wording_of(chosen[0].wording).form if chosen else shipped()),
        centres={card.id: card.name for card in centres_on(ours, picture_day(ours, me.on))},
    )


def _told(found: Everything) -> dict[str, Any]:
    you = found.families[0].me if found.families else None
    children = {line.child: line.child_name for line in found.choices}
    return {
        "as_at": found.on.isoformat(),
        "you": you
        and {
            "given_name": you.given_name,
            "family_name": you.family_name,
            "known_as": you.known_as,
            "date_of_birth": _day(you.birthday),
            "language": found.languages.get(you.language, you.language),
            "interpreter": you.interpreter,
            "contacts": [_contact(each) for each in you.contacts],
        },
        "families": [_family(each, found.centres) for each in found.families],
        "choices": [_choice(each) for each in found.choices],
        "choices_over_time": [
            {
                "purpose": each.purpose,
                "detail": each.detail,
                "child": children[each.child],
                "given": each.given,
                "on": _local(each.chosen_at),
            }
            for each in found.chosen
        ],
        "looks": [
            {"on": _day(each.on), "role": str(each.role.label), "place": each.place, "why": str(each.kind.label)}
            for each in found.looks
        ],
    }


def _contact(row: ContactRow) -> dict[str, Any]:
    flags = {flag: getattr(row, flag) for flag in SAFE}
    return {"kind": row.kind.value, "value": row.value, "preferred": row.preferred, **flags}


def _family(family: OwnFamily, centres: Mapping[int, str]) -> dict[str, Any]:
    return {
        "reference": family.reference,
        "other_adults": list(family.others),
        "children": [_child(each) for each in family.children],
        "addresses": [
            {
                "lines": each.lines,
                "postcode": each.postcode,
                "kept_secret": each.hidden,
                "safe_to_post": each.safe_to_post,
                "since": _day(each.since),
            }
            for each in family.addresses
        ],
        "groups": list(family.groups),
        "centres": [centres[number] for number in family.centres if number in centres],
    }


def _child(child: OwnChild) -> dict[str, Any]:
    return {
        "given_name": child.given_name,
        "family_name": child.family_name,
        "known_as": child.known_as,
        "state": child.state.value,
        "date_of_birth": _day(child.birthday),
        "due_on": _day(child.due_on),
        "you_are": child.relationship.value if child.relationship else None,
        "parental_responsibility": child.responsibility.value if child.responsibility else None,
    }


def _choice(line: Line) -> dict[str, Any]:
    read = line.then or line.now
    return {
        "purpose": line.purpose.value,
        "detail": line.detail,
        "child": line.child_name,
        "given": line.given,
        "on": _local(line.said.chosen_at) if line.said else None,
        "words": [read.heading, read.label, *read.words] if read else [line.heading, line.title],
    }


def _share(share: OwnShare) -> dict[str, Any]:
    return {
        "with": share.organisation,
        "what_for": share.purpose,
        "stands_on": share.basis,
        "since": _day(share.since),
        "until": _day(share.until),
        "they_can_read_it": share.stands,
        "ended": share.ended,
        "details": [{"of": name, "details": list(details)} for name, details in share.people],
        "looked_on": [_day(each) for each in share.looked],
    }


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _local(at: datetime) -> str:
    return localdate(at).isoformat()
