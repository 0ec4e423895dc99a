"""When a share stands: asked anew each time that somebody looks, so that what is taken back is gone at the next look.

"Confidentiality … only kept for as long as is necessary": a share ends by itself, with its agreement, with its time,
or when one of those who agreed takes it back. Consent is one basis; what stands on another one is not ended by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fingerpost.base.verdict import Verdict
from fingerpost.sharing.rules.minimum import Circumstance, Minimum
from fingerpost.sharing.vocabulary import LegalBasis, Purpose, Second, Tier, Why

# What stands on these needs an agreement with the organisation beforehand; nobody waits for one to keep a child safe.
ROUTINE = frozenset({LegalBasis.CONSENT, LegalBasis.DUTY})
SOON = timedelta(days=14)  # how long before a share ends both sides are told


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation as the rules know it: its reference, its kind, and what its agreement covers today."""

    reference: str
    kind: str
    agreed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an adult chose last, by purpose and detail. adult: a reference."""

    adult: str
    purpose: str
    detail: str
    given: bool


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """A share, or one that is about to be made. adults, children: references of whom it is about.

    valid_to: the last day. ended: whether somebody ended it before.
    """

    purpose: str
    tier: Tier
    basis: LegalBasis
    adults: frozenset[str]
    children: frozenset[str]
    valid_from: date
    valid_to: date
    ended: bool = False


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What of a family decides what may be told of it today.

    adults, children: those who belong to it, children alive or expected. cares: adults with the children they may
    speak for. hidden: whose address is hidden; "" for the home's own.
    """

    adults: frozenset[str]
    children: frozenset[str]
    cares: frozenset[tuple[str, str]] = frozenset()
    hidden: frozenset[str] = frozenset()
    restricted: bool = False
    open: bool = True
    answers: tuple[Answer, ...] = ()


def said(allowed: bool, reason: Why, **parts: object) -> Verdict:
    """A verdict with its sentence."""
    return Verdict(allowed, str(reason.label).format(**parts))


def agrees(adult: str, partner: Partner, tier: Tier, answers: Iterable[Answer]) -> bool:
    """Whether an adult agreed that this organisation is told so much, and did not take it back."""
    mine = {(each.purpose, each.detail): each.given for each in answers if each.adult == adult}
    if mine.get((Purpose.NOT_WITH, partner.reference)):
        return False
    needed = [Purpose.SHARE, Purpose.SHARE_MORE] if tier is Tier.MORE else [Purpose.SHARE]
    return all(mine.get((purpose, partner.kind), False) for purpose in needed)


def about(share: ShareFacts, partner: Partner, home: HomeFacts) -> tuple[frozenset[str], frozenset[str]]:
    """The adults and children that a share is about today: those who still belong to the family and, where it stands
    on consent, those adults who agree and the children that one of them speaks for."""
    adults, children = share.adults & home.adults, share.children & home.children
    if share.basis is not LegalBasis.CONSENT:
        return adults, children
    agreed = frozenset(adult for adult in home.adults if agrees(adult, partner, share.tier, home.answers))
    spoken = frozenset(child for child in children if any((adult, child) in home.cares for adult in agreed))
    return adults & agreed, spoken


def stands(table: Minimum, share: ShareFacts, partner: Partner, home: HomeFacts, on: date) -> Verdict:
    """Whether an organisation may read a share on a day."""
    purpose = table.purposes.get(share.purpose)
    if share.ended or purpose is None or not home.open or not share.valid_from <= on <= share.valid_to:
        return said(False, Why.ENDED)
    if home.restricted:
        return said(False, Why.RESTRICTED)
    if partner.kind not in purpose.kinds or share.basis not in purpose.bases:
        return said(False, Why.NOT_NEEDED_THERE)
    if share.basis in ROUTINE and share.purpose not in partner.agreed:
        return said(False, Why.NO_AGREEMENT)
    if not any(about(share, partner, home)):
        consent = share.basis is LegalBasis.CONSENT
        return said(False, Why.NOT_AGREED if consent and share.adults | share.children else Why.NO_SUBJECT)
    return said(True, Why.STANDS, purpose=purpose.label, until=share.valid_to.isoformat())


def released(table: Minimum, share: ShareFacts, partner: Partner, home: HomeFacts, person: str) -> frozenset[str]:
    """The details of one person that a share shows, as `model.field`. Asked only of a share that stands.

    person: the reference of an adult or a child that the share is about.
    """
    circumstances = {Circumstance.HIDDEN_ADDRESS} if _hidden(person, home) else set()
    named = table.released(share.purpose, partner.kind, share.tier, share.basis, frozenset(circumstances))
    models = ("child.", "note.") if person in home.children else ("adult.", "contact.", "address.")
    return frozenset(each for each in named if each.startswith(models))


def _hidden(person: str, home: HomeFacts) -> bool:
    """Whether the address of somebody is hidden: their own, or that of the home where they live or come to."""
    return person in home.hidden or "" in home.hidden


def needs_second(table: Minimum, basis: LegalBasis, *, told: bool) -> bool:
    """Whether a second person decides too."""
    rule = table.bases[basis].second
    return rule is Second.ALWAYS or (rule is Second.UNTOLD and not told)


def may_be_second(first: str, second: str) -> Verdict:
    """Whether somebody may decide after somebody else did."""
    return said(False, Why.NOT_WHO_ASKED) if first == second else said(True, Why.SECOND)


def latest(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Of answers, the newest first: what holds now."""
    found: dict[tuple[str, str, str], Answer] = {}
    for each in answers:
        found.setdefault((each.adult, each.purpose, each.detail), each)
    return tuple(found.values())


def is_withdrawn(share: ShareFacts, partner: Partner, home: HomeFacts) -> bool:
    """Whether a share stands on consent that nobody whom it is about gives any more."""
    here = share.adults & home.adults or share.children & home.children
    return share.basis is LegalBasis.CONSENT and bool(here) and not any(about(share, partner, home))
