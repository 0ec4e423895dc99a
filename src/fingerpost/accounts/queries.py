"""Reading who people are. Lists of people are read by somebody, who may see them or not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from fingerpost.accounts.models import FIELDS, HeldAtAPlace, Invitation, Posting, ThePlace, User
from fingerpost.accounts.rules import Command, Doer, Place, PostingFacts, Viewer, may, may_appoint, may_be_held
from fingerpost.accounts.rules.table import ALLOWS, APPOINTS, OPENS
from fingerpost.accounts.rules.tokens import token_hash
from fingerpost.accounts.vocabulary import Capability, Desk, PlaceKind, Role
from fingerpost.audit.operations import Who
from fingerpost.base.scope import Scope, machinery
from fingerpost.base.verdict import Refused
from fingerpost.partners.models import Organisation
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.places.models import Centre, CentreGroup
from fingerpost.places.queries import authority
from fingerpost.places.queries.snapshot import picture_day, snapshot

# No mail can ever go there (RFC 2606), and nobody real can have an address there.
MAKE_BELIEVE = "make-believe.example"
SOON = timedelta(days=14)
WITH_PLACES = ("user", "group", "centre", "organisation", "authority")


@dataclass(frozen=True, slots=True)
class Held:
    """A posting as people read it. `place_key` and `centre_id` lead to what is on there."""

    reference: str
    role: Role
    desk: Desk
    place: str
    place_key: str
    centre_id: int | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who holds a role at a place that the viewer looks after."""

    posting: str
    name: str
    email: str
    role: Role
    place: str
    valid_from: date
    valid_to: date | None
    may_end: bool


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody who works beside the viewer: what everybody there knows of them anyway."""

    name: str
    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many invitations nobody took up yet, and how many colleagues leave soon."""

    invited: int
    leaving: int


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that is still open."""

    reference: str
    name: str
    email: str
    role: Role
    place: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody make-believe, with their roles and where they hold them."""

    email: str
    name: str
    roles: tuple[tuple[Role, str], ...]


def viewer_of(user: User, *, on: date, chosen: str = "") -> Viewer:
    """Somebody with every posting they hold or held. One query, and none for the places: those are kept."""
    return _viewer(user, _postings_of(user), on, chosen)


def arrived(user: User, *, on: date, chosen: str = "") -> tuple[Viewer, Scope]:
    """Somebody as the rules want them, and what the database is to show them. One query."""
    rows = _postings_of(user)
    return _viewer(user, rows, on, chosen), scope_of(user, rows, on)


def _postings_of(user: User) -> list[Posting]:
    rows = Posting.objects.told("who is looking").filter(user=user).select_related(*WITH_PLACES[1:])
    return list(rows.order_by("valid_from", "pk"))


def _viewer(user: User, rows: Iterable[Posting], on: date, chosen: str) -> Viewer:
    return Viewer(user.reference, tuple(facts(row, on) for row in rows), chosen)


def scope_of(user: User, rows: Iterable[Posting], on: date) -> Scope:
    """What the database shows to somebody: their own rows, the roles that they may give or take away, their team."""
    held = [(row, fact) for row in rows if (fact := facts(row, on)).holds(on)]
    appoints = {
        f"{role.value} {where}"
        for row, fact in held
        for role in APPOINTS.get(fact.role, ())
        for where in (["*"] if fact.place.kind is PlaceKind.COUNTY else _numbers(row, fact.place, on))
    }
    team = {where for row, fact in held if fact.role is not Role.PARENT for where in _around(row, fact.place, on)}
    watch = any(Capability.SEE_AUDIT in ALLOWS[fact.role] for _row, fact in held)
    seen = Scope(user=user.pk, on=on, appoints=frozenset(appoints), team=frozenset(team), watch=watch)
    if any(fact.role is Role.SYSTEM_ADMINISTRATOR for _row, fact in held):
        return seen  # whoever administers the system sees no family, whatever else they do
    return replace(
        seen,
        groups=frozenset(_group_of_families(row, fact, on) for row, fact in held if _of_desk(fact, Desk.CENTRE)) - {0},
        county=any(fact.place.kind is PlaceKind.COUNTY and _sees_families(fact) for _row, fact in held),
        lead=any(fact.role is Role.SAFEGUARDING_LEAD for _row, fact in held),
    )


def _sees_families(fact: PostingFacts) -> bool:
    return Capability.SEE_FAMILY_BASIC in ALLOWS[fact.role]


def _of_desk(fact: PostingFacts, desk: Desk) -> bool:
    return OPENS[fact.role] is desk and _sees_families(fact)


def _group_of_families(row: Posting, fact: PostingFacts, on: date) -> int:
    """The group whose families somebody sees by a posting; 0 for a centre that is in none on that day."""
    if row.group_id:
        return row.group_id
    ours = authority()
    group = snapshot(ours, picture_day(ours, on)).group_by_slug.get(fact.place.within_group)
    return group.id if group else 0


def _numbers(row: Posting, place: Place, on: date) -> list[str]:
    """The place of a posting and those within it, as the policies name them."""
    if place.kind is PlaceKind.GROUP:
        return [f"group {row.group_id}", *_centres_of(place.key, on)]
    return [f"{field} {number}" for field in FIELDS if (number := getattr(row, f"{field}_id"))]


def _around(row: Posting, place: Place, on: date) -> list[str]:
    """The places where those sit who work beside a posting: as `team` has it."""
    if place.kind is not PlaceKind.CENTRE or not place.group:
        return _numbers(row, place, on)
    ours = authority()
    group = snapshot(ours, picture_day(ours, on)).group_by_slug[place.group]
    return [f"group {group.id}", *_centres_of(place.group, on)]


def _centres_of(group: str, on: date) -> list[str]:
    ours = authority()
    return [f"centre {card.id}" for card in snapshot(ours, picture_day(ours, on)).cards if card.group_slug == group]


def acting(by: Doer, on: date) -> Who:
    """Whom the record names: a user and the posting acted in, or the console."""
    if isinstance(by, Command):
        return Who(by.name)
    held = by.standing(on)
    return Who(by.user, held[0].reference, OPENS[held[0].role].value) if held else Who(by.user)


def facts(posting: Posting, on: date) -> PostingFacts:
    """A posting as the rules want it."""
    return PostingFacts(
        reference=posting.reference,
        role=Role(posting.role),
        place=place_of(posting.place, on),
        valid_from=posting.valid_from,
        valid_to=posting.valid_to,
        called=name_of(posting.place, on),
        centre_id=posting.centre_id,
    )


def place_of(at: ThePlace, on: date) -> Place:
    """A group, centre, organisation or authority as the rules want it."""
    if isinstance(at, CentreGroup):
        return Place(PlaceKind.GROUP, at.slug)
    if isinstance(at, Centre):
        return Place(PlaceKind.CENTRE, at.slug, _group_of(at, on))
    if isinstance(at, Organisation):
        return Place(_kind_of(at), at.reference)
    return Place(PlaceKind.COUNTY, at.slug)


def _kind_of(organisation: Organisation) -> PlaceKind:
    return PlaceKind.PHARMACY if organisation.kind == OrganisationKind.PHARMACY else PlaceKind.PARTNER


def _group_of(centre: Centre, on: date) -> str:
    ours = authority()
    card = snapshot(ours, picture_day(ours, on)).by_id.get(centre.pk)
    return card.group_slug if card else ""


def name_of(at: ThePlace, on: date) -> str:
    """What people call a place."""
    if isinstance(at, Centre):
        ours = authority()
        card = snapshot(ours, picture_day(ours, on)).by_id.get(at.pk)
        return card.name if card else at.slug
    return at.name


def held_by(viewer: Viewer, on: date) -> list[Held]:
    """The viewer's own postings that hold on a day, as people read them. They were read with the viewer."""
    return [_held(posting) for posting in viewer.standing(on)]


def _held(posting: PostingFacts) -> Held:
    return Held(
        reference=posting.reference,
        role=posting.role,
        desk=OPENS[posting.role],
        place=posting.called,
        place_key=posting.place.key,
        centre_id=posting.centre_id,
        valid_to=posting.valid_to,
    )


def has_account(invitation: Invitation) -> bool:
    """Whether whoever holds this invitation signs in already."""
    return User.objects.filter(email=invitation.email).exists()


def make_believe_people(on: date) -> list[Persona]:
    """The people of the demonstration, by role. Nobody with a real address is ever among them."""
    rows = Posting.objects.told("the demonstration").filter(user__email__endswith=f"@{MAKE_BELIEVE}")
    people: dict[str, list[Posting]] = {}
    for row in rows.select_related(*WITH_PLACES).order_by("pk"):
        people.setdefault(row.user.email, []).append(row)
    return [_persona(email, postings, on) for email, postings in people.items()]


def _persona(email: str, postings: list[Posting], on: date) -> Persona:
    roles = tuple((Role(each.role), name_of(each.place, on)) for each in postings)
    return Persona(email, postings[0].user.name, roles)


def colleagues(viewer: Viewer, on: date) -> list[Colleague]:
    """Everybody who holds, or is about to hold, a role that the viewer may give or take away."""
    rows = Posting.objects.told(viewer.actor(on)).filter(_still(on)).select_related(*WITH_PLACES)
    seen = [row for row in rows if _appoints(viewer, row, on)]
    people = [_colleague(row, viewer, on) for row in seen]
    return sorted(people, key=lambda person: (person.place, person.name, person.role.value))


def _still(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gte=on)


def _appoints(viewer: Doer, row: HeldAtAPlace, on: date) -> bool:
    return bool(may_appoint(viewer, Role(row.role), place_of(row.place, on), on))


def _colleague(row: Posting, viewer: Viewer, on: date) -> Colleague:
    return Colleague(
        posting=row.reference,
        name=row.user.name,
        email=row.user.email,
        role=Role(row.role),
        place=name_of(row.place, on),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        may_end=row.user.reference != viewer.user,
    )


def team(viewer: Viewer, posting: str, on: date) -> list[Mate]:
    """Those who work beside a posting of the viewer's today, by name and role: as on the board in the hall.

    At a centre that is its whole group; at an organisation all of it; at the county whoever works for all of it.
    """
    seat = next(held.place for held in viewer.standing(on) if held.reference == posting)
    rows = Posting.objects.told(viewer.actor(on)).filter(_beside(seat, on), _still(on), valid_from__lte=on)
    others = rows.exclude(user__reference=viewer.user).select_related(*WITH_PLACES)
    mates = [Mate(row.user.name, Role(row.role), name_of(row.place, on)) for row in others]
    return sorted(mates, key=lambda mate: (mate.place, mate.name, mate.role.value))


def _beside(seat: Place, on: date) -> Q:
    if seat.kind is PlaceKind.COUNTY:
        return Q(authority__slug=seat.key) & ~Q(role=Role.PARENT)
    if not seat.within_group:
        at = "centre__slug" if seat.kind is PlaceKind.CENTRE else "organisation__reference"
        return Q(**{at: seat.key})
    ours = authority()
    cards = snapshot(ours, picture_day(ours, on)).by_id.items()
    centres = [number for number, card in cards if card.group_slug == seat.within_group]
    return Q(group__slug=seat.within_group) | Q(centre_id__in=centres)


def waiting(viewer: Viewer, *, now: datetime, on: date) -> Waiting:
    """What whoever manages people has not finished: invitations that nobody took up, roles that end soon."""
    if not may(Capability.MANAGE_PEOPLE, viewer.postings, on):
        return Waiting(0, 0)
    leaving = [one for one in colleagues(viewer, on) if one.valid_to and one.valid_to - on <= SOON]
    return Waiting(len(open_invitations(viewer, now, on)), len(leaving))


def open_invitation(token: str, *, now: datetime, locked: bool = False) -> Invitation:
    """The invitation that a token opens. Refused, with the reason, if there is none or it is over."""
    found = Invitation.objects.told("holds the token").filter(token_hash=token_hash(token))
    invitation = (found.select_for_update() if locked else found).first()
    if invitation is None or invitation.withdrawn_at:
        raise Refused(_("This invitation is not valid. Ask whoever sent it for a new one."))
    if invitation.used_at:
        raise Refused(_("This invitation has been used already. You can sign in."))
    if invitation.expires_at <= now:
        raise Refused(_("This invitation is too old. Ask whoever sent it for a new one."))
    return invitation


def open_invitations(viewer: Viewer, now: datetime, on: date) -> list[Invited]:
    """The invitations that still wait, for roles that the viewer may give."""
    waiting = {"used_at": None, "withdrawn_at": None, "expires_at__gt": now}
    rows = Invitation.objects.told(viewer.actor(on)).filter(**waiting).select_related(*WITH_PLACES[1:])
    return [_invited(row, on) for row in rows.order_by("expires_at") if _appoints(viewer, row, on)]


def _invited(row: Invitation, on: date) -> Invited:
    name = f"{row.given_name} {row.family_name}".strip()
    return Invited(row.reference, name, row.email, Role(row.role), name_of(row.place, on), row.expires_at)


def roles_to_give(viewer: Viewer, on: date) -> list[tuple[Role, ThePlace]]:
    """Every role at every place that the viewer may give."""
    return [(role, at) for at in _places(viewer, on) for role in Role if _fits(viewer, role, at, on)]


def _fits(viewer: Viewer, role: Role, at: ThePlace, on: date) -> bool:
    place = place_of(at, on)
    return bool(may_be_held(role, place.kind) and may_appoint(viewer, role, place, on))


def _places(viewer: Viewer, on: date) -> list[ThePlace]:
    """The places that the viewer's postings cover."""
    ours = authority()
    shown = snapshot(ours, picture_day(ours, on))
    groups = list(CentreGroup.objects.filter(pk__in=[group.id for group in shown.groups]))
    centres = list(Centre.objects.filter(pk__in=list(shown.by_id)))
    every: list[ThePlace] = [ours, *groups, *centres, *Organisation.objects.order_by("name")]
    return [at for at in every if _covered(viewer.standing(on), at, on)]


def _covered(postings: Iterable[PostingFacts], at: ThePlace, on: date) -> bool:
    place = place_of(at, on)
    return any(posting.place.covers(place) for posting in postings)


def seats_on_record(postings: Iterable[str], viewer: Viewer, on: date) -> dict[str, str]:
    """What the record's references of postings stand for: a role and where it is held. For whoever reads the record."""
    may(Capability.SEE_AUDIT, viewer.postings, on).require()
    rows = Posting.objects.told(viewer.actor(on)).filter(reference__in=set(postings))
    with machinery():  # whoever the record names, wherever they work
        return {
            row.reference: _("{role}, {place}").format(role=Role(row.role).label, place=name_of(row.place, on))
            for row in rows.select_related(*WITH_PLACES[1:])
        }


def people_on_record(references: Iterable[str], viewer: Viewer, on: date) -> dict[str, str]:
    """The names of those whom the record names by reference. For whoever reads the record; they say so on it."""
    may(Capability.SEE_AUDIT, viewer.postings, on).require()
    rows = User.objects.told(viewer.actor(on)).filter(reference__in=set(references))
    with machinery():
        return {row.reference: row.name for row in rows}


def reference_of(email: str, viewer: Viewer, on: date) -> str:
    """By which reference the record names whoever signs in with an address; "" if nobody does."""
    may(Capability.SEE_AUDIT, viewer.postings, on).require()
    found = User.objects.filter(email=email.strip().lower()).values_list("reference", flat=True)
    with machinery():
        return found.first() or ""
