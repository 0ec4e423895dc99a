"""What of a family decides who may see it: one query, for one family or many."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fingerpost.accounts.rules import FamilyFacts, Viewer
from fingerpost.accounts.rules.table import OPENS
from fingerpost.audit.operations import Who
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.models import (
    Adult,
    AdultMembership,
    ChildMembership,
    ContactRestriction,
    Family,
    FamilyWorker,
    Registration,
)
from fingerpost.places.models.dated import valid_on

RULES = "the rules, to decide who may see it"
THIS = OuterRef("pk")


def actor(viewer: Viewer, on: date) -> Who:
    """Whom the record names when somebody looks: the user, and the posting that they act in."""
    held = viewer.standing(on)
    return Who(viewer.user, held[0].reference, OPENS[held[0].role].value) if held else Who(viewer.user)


def facts_of(references: Iterable[str], *, on: date) -> dict[str, FamilyFacts]:
    """The facts of each family, by its reference. Facts are references alone: whoever shows more asks the rules.

    The reference of a record that is part of another one now leads to that one.
    """
    asked = set(references)
    families = Family.objects.told(RULES)
    with machinery(Machinery.FAMILIES):
        rows = with_facts(families.filter(reference__in=asked, merged_into=None), on)
        found = {row.reference: facts(row) for row in rows}
        if asked - set(found):
            former = families.filter(former__reference__in=asked).annotate(asked=F("former__reference"))
            found |= {row.asked: facts(row) for row in with_facts(former, on)}  # type: ignore[attr-defined]
    return found


def called(reference: str) -> Q:
    """The family that a reference leads to, also one of a record that is part of it now."""
    found = Family.objects.told(RULES).filter(reference=reference)
    # One number that is worked out first: a question with "or" would go through all families.
    return Q(pk=Subquery(found.values(now=Coalesce("merged_into", "pk"))))


def with_facts(families: QuerySet[Family], on: date) -> QuerySet[Family]:
    """Families with what the rules ask for, in the same query."""
    return families.annotate(
        in_groups=ArraySubquery(_registered(on).values("group__slug")),
        user_adults=ArraySubquery(_members().filter(valid_on(on)).values("adult__user__reference")),
        once_adults=ArraySubquery(_members().exclude(valid_on(on)).values("adult__user__reference")),
        carers=ArraySubquery(_carers().values("user__reference")),
        kept_away=ArraySubquery(_kept_away().values("kept_from__user__reference")),
        named_workers=ArraySubquery(_workers(on).values("user__reference")),
    )


def facts(row: Family) -> FamilyFacts:
    """What the rules ask for, of a family that was read with it."""
    adults = frozenset(row.user_adults)  # type: ignore[attr-defined]
    near = {*row.once_adults, *row.carers, *row.kept_away}  # type: ignore[attr-defined]
    return FamilyFacts(
        groups=frozenset(row.in_groups),  # type: ignore[attr-defined]
        adults=adults,
        restricted=row.restricted,
        workers=frozenset(row.named_workers),  # type: ignore[attr-defined]
        near=frozenset(near) - adults,
    )


def _registered(on: date) -> QuerySet[Registration]:
    return Registration.objects.told(RULES).filter(valid_on(on), family=THIS)


def _members() -> QuerySet[AdultMembership]:
    return AdultMembership.objects.told(RULES).filter(family=THIS, adult__user__isnull=False)


def _carers() -> QuerySet[Adult]:
    """Parents of the family's children, in whichever family they live themselves."""
    return (
        Adult.objects.told(RULES)
        .filter(user__isnull=False, cares_for__child__memberships__family=THIS)
        .order_by("pk")
        .distinct("pk")
    )


def _kept_away() -> QuerySet[ContactRestriction]:
    """Whoever was ever kept from somebody in the family, also where that was entered in another family."""
    concerned = Q(family=THIS) | Q(about_adult__memberships__family=THIS) | Q(about_child__memberships__family=THIS)
    return ContactRestriction.objects.told(RULES).filter(concerned, kept_from__user__isnull=False)


def _workers(on: date) -> QuerySet[FamilyWorker]:
    return FamilyWorker.objects.told(RULES).filter(valid_on(on), family=THIS)


@machinery(Machinery.FAMILIES)
def near_to(user: str) -> set[int]:
    """The families that somebody stands near as a private person: those are left out of every list of theirs."""
    adults, children = AdultMembership.objects.told(RULES), ChildMembership.objects.told(RULES)
    ways: dict[str, QuerySet[Any]] = {
        "belongs": adults.filter(adult=THIS),
        "cares": children.filter(child__cared_for_by__adult=THIS),
        "kept": ContactRestriction.objects.told(RULES).filter(kept_from=THIS),
        "kept_from_adult": adults.filter(adult__protected__kept_from=THIS),
        "kept_from_child": children.filter(child__protected__kept_from=THIS),
    }
    me = Adult.objects.told(RULES).filter(user__reference=user)
    rows = me.annotate(**{way: ArraySubquery(found.values("family")) for way, found in ways.items()})
    return {family for row in rows for way in ways for family in getattr(row, way)}
