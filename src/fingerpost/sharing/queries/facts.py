"""What of a family decides what may be told of it: who belongs to it, who speaks for a child, what each chose last."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from fingerpost.accounts.rules import FamilyFacts
from fingerpost.families.models import Address, AdultMembership, Care, ChildMembership, ContactRestriction, Family
from fingerpost.families.queries.facts import facts, with_facts
from fingerpost.families.rules.parents import Home, own_hand
from fingerpost.families.vocabulary import ChildState, FamilyState, Living, Responsibility
from fingerpost.places.models.dated import valid_on
from fingerpost.sharing.models import Choice
from fingerpost.sharing.rules.standing import Answer, HomeFacts, latest
from fingerpost.sharing.vocabulary import Purpose

RULES = "the rules, to decide what may be told"
THIS = OuterRef("pk")
ALIVE = (ChildState.EXPECTED, ChildState.BORN)
ABOUT_SHARING = (Purpose.SHARE, Purpose.SHARE_MORE, Purpose.NOT_WITH)


@dataclass(frozen=True, slots=True)
class Known:
    """A family as the rules know it: what may be told of it, and who may see it. number, reference: of the family.

    at_home: the adults who live there all the time.
    """

    number: int
    reference: str
    home: HomeFacts
    seen: FamilyFacts
    at_home: frozenset[str] = frozenset()


def homes_of(families: Collection[int], on: date) -> dict[int, Known]:
    """The facts of families, by number. One query, under the machinery for families."""
    found = with_facts(Family.objects.told(RULES).filter(pk__in=families), on).annotate(
        with_adults=ArraySubquery(_adults(on)),
        with_children=ArraySubquery(_children(on)),
        cared=ArraySubquery(_cares(on)),
        apart=ArraySubquery(_apart(on)),
        homes=ArraySubquery(_addresses(on)),
        chosen=ArraySubquery(_chosen()),
    )
    return {row.pk: Known(row.pk, row.reference, _home(row), facts(row), _at_home(row)) for row in found}


def _adults(on: date) -> QuerySet[Any, Any]:
    rows = AdultMembership.objects.told(RULES).filter(valid_on(on), family=THIS)
    return rows.values_list(JSONObject(who="adult__reference", living="living"))


def _children(on: date) -> QuerySet[Any, Any]:
    rows = ChildMembership.objects.told(RULES).filter(valid_on(on), family=THIS, child__state__in=ALIVE)
    return rows.values_list(JSONObject(who="child__reference", living="living"))


def _cares(on: date) -> QuerySet[Any, Any]:
    rows = Care.objects.told(RULES).filter(valid_on(on), child__memberships__family=THIS)
    return rows.values_list(JSONObject(adult="adult__reference", child="child__reference", says="responsibility"))


def _apart(on: date) -> QuerySet[Any, Any]:
    rows = ContactRestriction.objects.told(RULES).filter(valid_on(on), kept_from__memberships__family=THIS)
    row = JSONObject(who="kept_from__reference", adult="about_adult__reference", child="about_child__reference")
    return rows.values_list(row)


def _addresses(on: date) -> QuerySet[Any, Any]:
    rows = Address.objects.told(RULES).filter(valid_on(on), family=THIS, hidden=True)
    return rows.values_list(JSONObject(who="adult__reference"))


def _chosen() -> QuerySet[Any, Any]:
    rows = Choice.objects.told(RULES).filter(family=THIS, purpose__in=ABOUT_SHARING, child=None)
    row = JSONObject(who="adult__reference", purpose="purpose", detail="detail", given="given")
    return rows.order_by("-chosen_at", "-pk").values_list(row)


def _home(row: Any) -> HomeFacts:
    adults = {each["who"]: Living(each["living"]) for each in row.with_adults}
    children = {each["who"]: Living(each["living"]) for each in row.with_children}
    hidden = frozenset(each["who"] or "" for each in row.homes)
    answers = [Answer(each["who"], each["purpose"], each["detail"], each["given"]) for each in row.chosen]
    return HomeFacts(
        adults=frozenset(adults),
        children=frozenset(children),
        cares=_speaks(row, adults, children, hidden=bool("" in hidden)),
        hidden=hidden,
        restricted=row.restricted,
        open=row.state == FamilyState.OPEN and row.merged_into_id is None,
        answers=latest(answers),
    )


def _at_home(row: Any) -> frozenset[str]:
    return frozenset(each["who"] for each in row.with_adults if Living(each["living"]) is Living.HERE)


def _speaks(
    row: Any, adults: Mapping[str, Living], children: Mapping[str, Living], *, hidden: bool
) -> frozenset[tuple[str, str]]:
    """Who may speak for which child: whoever may put its details right."""
    home = Home(
        adults=adults,
        children=children,
        cares=frozenset((each["adult"], each["child"]) for each in row.cared),
        kept=frozenset((each["who"], each["adult"] or each["child"]) for each in row.apart),
        hidden=hidden,
        responsible=frozenset(
            (each["adult"], each["child"]) for each in row.cared if each["says"] == Responsibility.YES
        ),
    )
    return frozenset((adult, child) for adult in adults for child in own_hand(adult, home).children)
