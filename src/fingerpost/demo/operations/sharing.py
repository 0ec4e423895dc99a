"""What is shared of the make-believe families: agreements, what parents agreed to, and decisions of each kind.

"Children’s Centres work with a wide range of partners": made once, through the operations, on the days it happened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from fingerpost.accounts.models import User
from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.vocabulary import Desk
from fingerpost.audit.operations import Who
from fingerpost.base.verdict import Refused
from fingerpost.demo.operations.organisations import Partners
from fingerpost.demo.operations.setting import BY, Setting
from fingerpost.demo.rules.sharing import AGREED, DECIDED, REFUSED, Decided
from fingerpost.families.models import Adult, ChildMembership, Family
from fingerpost.partners.models import Organisation
from fingerpost.places.models.dated import valid_on
from fingerpost.registration.operations.wording import version_in_force
from fingerpost.sharing.models import Agreement, Decision
from fingerpost.sharing.operations import (
    Made,
    NewAgreement,
    NewDecision,
    NewRefusal,
    end_share,
    end_what_is_over,
    mark_read,
    record_choices,
    refuse_to_share,
    share_family,
    sign_agreement,
)
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.vocabulary import Ended, LegalBasis, Purpose

SIGNED = 180  # days ago
A_YEAR = timedelta(days=365)
AT = time(11, 20)
WORKER, VISITOR = "Tomasz Fairmeadow", "Wilhelmina Oseibrook"
CROWD = 6  # families of the first centre, drawn by number, that agreed to health visitors
CROWD_NEED = "The health visitor plans the next review, and the family would like to be asked by somebody they know."
GATEWAY = "Children Act 2004, sections 10 and 16LA; UK GDPR, article 6(1)(e)"
SECURITY = "Read on this website by named people with a second step. Nothing is sent by e-mail or on paper."


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who decides and who reads, and with which organisations."""

    county: Setting
    organisations: Mapping[str, Organisation]
    worker: User
    visitor: User

    def acting(self, user: User, ago: int, desk: Desk = Desk.CENTRE) -> dict[str, Any]:
        """As operations are told of somebody who did something so many days ago."""
        on = self.county.today - timedelta(days=ago)
        by = viewer_of(user, on=on)
        return {"by": by, "who": Who(by.user, desk=desk.value), "on": on, "now": _at(self.county, ago)}


def make_sharing(county: Setting, partners: Partners, people: Sequence[User]) -> None:
    """Sign, ask and decide, unless anything was agreed or decided already: what stands is left as it is."""
    if Agreement.objects.exists() or Decision.objects.told(BY).exists():
        return
    named = {user.name: user for user in people}
    cast = _Cast(county, _organisations(partners), named[WORKER], named[VISITOR])
    _sign(cast)
    for each in DECIDED:
        _try(partial(_decide, cast, each))
    for number in range(CROWD):
        _try(partial(_decide, cast, _of_crowd(number), (county.clusters[0].seats[0].number, number)))
    _try(partial(_refuse, cast))
    end_what_is_over(by=BY, on=county.today, now=_at(county, 0))


def _try(act: partial[None]) -> None:
    """Of a family that is not as it was made any more, nothing is told."""
    try:
        act()
    except Refused:
        return


def _at(county: Setting, ago: int) -> datetime:
    return timezone.make_aware(datetime.combine(county.today - timedelta(days=ago), AT))


def _organisations(partners: Partners) -> dict[str, Organisation]:
    """One for each key: where the people of the demonstration are placed, if any of them works there."""
    first = {key: each for (key, _district), each in reversed(list(partners.items()))}
    return {key: first[key] for key in AGREED if key in first}


def _sign(cast: _Cast) -> None:
    on = cast.county.today - timedelta(days=SIGNED)
    for number, organisation in enumerate(cast.organisations.values(), start=1):
        agreed = NewAgreement(
            organisation=organisation.reference,
            purposes=tuple(key for key, each in minimum().purposes.items() if organisation.kind in each.kinds),
            gateway=GATEWAY,
            security=SECURITY,
            assessment=f"DPIA {on.year}/{number:02}",
            signed_by_us="Head of early years",
            signed_by_them="Head of service",
            review_on=on + A_YEAR,
        )
        sign_agreement(agreed=agreed, by=BY, on=on)


def _of_crowd(number: int) -> Decided:
    """A family that was drawn by number, on a day of its own."""
    ago = 9 + 11 * number
    return Decided(
        family="", organisation="health_visiting", purpose="healthy_start", ago=ago, necessity=CROWD_NEED, read=ago > 14
    )


def _decide(cast: _Cast, each: Decided, parts: Iterable[object] = ()) -> None:
    """Ask, decide, and let happen what came of it. parts: what the references of a drawn family are made of."""
    named = tuple(parts) or (each.family,)
    family = Family.objects.told(BY).filter(reference=cast.county.reference("family", *named)).first()
    if family is None:
        return
    adult = Adult.objects.told(BY).get(reference=cast.county.reference("adult", *named, 0))
    organisation = cast.organisations[each.organisation]
    if each.basis is LegalBasis.CONSENT:
        _ask(cast, family, adult, organisation, each.ago)
    decided = share_family(
        reference=family.reference,
        decision=NewDecision(
            organisation=organisation.reference,
            purpose=each.purpose,
            tier=each.tier,
            basis=each.basis,
            adults=frozenset({adult.reference}),
            children=frozenset() if each.alone else _children(family, cast, each.ago),
            necessity=each.necessity,
            why_untold=each.untold,
        ),
        **cast.acting(cast.worker, each.ago),
    )
    _afterwards(cast, each, decided)


def _ask(cast: _Cast, family: Family, adult: Adult, organisation: Organisation, ago: int) -> None:
    """The adult agreed, the day before."""
    asked = cast.county.today - timedelta(days=ago + 1)
    record_choices(
        family=family,
        adult=adult.reference,
        made=[Made(purpose=Purpose.SHARE, given=True, detail=organisation.kind)],
        wording=version_in_force(cast.county.authority, "en", asked).reference,
        by=BY,
        now=_at(cast.county, ago + 1),
    )


def _children(family: Family, cast: _Cast, ago: int) -> frozenset[str]:
    there = valid_on(cast.county.today - timedelta(days=ago))
    members = ChildMembership.objects.told(BY).filter(there, family=family)
    return frozenset(members.values_list("child__reference", flat=True))


def _afterwards(cast: _Cast, each: Decided, decided: Decision) -> None:
    if each.read:
        read = cast.acting(cast.visitor, each.ago - 1, Desk.PARTNER)
        mark_read(share=decided.share.reference, **read)
    if each.ended:
        ending = cast.acting(cast.worker, each.ended)
        end_share(share=decided.share.reference, why=Ended.NOT_NEEDED, **ending)


def _refuse(cast: _Cast) -> None:
    """What was asked and not told is a decision too."""
    refuse_to_share(
        reference=cast.county.reference("family", "five"),
        refusal=NewRefusal(
            organisation=cast.organisations["housing"].reference,
            purpose="housing",
            why=REFUSED,
            recipient="Repairs desk",
        ),
        **cast.acting(cast.worker, 8),
    )
