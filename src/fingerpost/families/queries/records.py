"""One family's record, as far as whoever is looking may see it, with the reason why they may."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer
from fingerpost.audit.operations import Who, record_read, record_refused
from fingerpost.base.postcode import spaced
from fingerpost.base.scope import Machinery, machinery, opened
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import (
    Address,
    AdultMembership,
    Care,
    ChildMembership,
    Contact,
    ContactRestriction,
    Family,
    FamilyWorker,
    Merger,
    Note,
    Registration,
)
from fingerpost.families.queries.facts import actor, called, facts, with_facts
from fingerpost.families.queries.glass import through_glass
from fingerpost.families.rules.ages import months_old
from fingerpost.families.rules.changing import may_change
from fingerpost.families.rules.contacts import spaced_number
from fingerpost.families.rules.life import turns_five
from fingerpost.families.rules.seeing import Part, Sight, Step, sight
from fingerpost.families.vocabulary import (
    Basis,
    ChildState,
    ContactKind,
    Living,
    NoteKind,
    Relationship,
    Responsibility,
)
from fingerpost.places.models.dated import valid_on


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A way to reach somebody, and what is safe to do with it."""

    reference: str
    kind: ContactKind
    value: str
    preferred: bool
    safe_to_call: bool
    safe_to_text: bool
    safe_for_voicemail: bool
    safe_to_email: bool


@dataclass(frozen=True, slots=True)
class AdultRow:
    """An adult of the family. birthday is None where the viewer does not need it, or it is not known."""

    reference: str
    name: str
    known_as: str
    year: int | None
    birthday: date | None
    living: Living
    contacts: tuple[ContactRow, ...]
    language: str = ""
    interpreter: bool | None = None


@dataclass(frozen=True, slots=True)
class CareRow:
    """What an adult, who may live in another family, is to a child."""

    adult: str
    relationship: Relationship
    responsibility: Responsibility | None


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child of the family. months: whole months of age, for a born child; turning_five: it does so this month."""

    reference: str
    name: str
    known_as: str
    state: ChildState
    year: int | None
    months: int | None
    turning_five: bool
    birthday: date | None
    due_on: date | None
    born_with: str
    living: Living
    carers: tuple[CareRow, ...]


@dataclass(frozen=True, slots=True)
class AddressRow:
    """Where the family, or an adult of it (by reference), lives. lines is empty where it is hidden from the viewer."""

    adult: str
    lines: str
    postcode: str
    hidden: bool
    safe_to_post: bool
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Warned:
    """Whom to tell nothing about whom. details: only for those whose work it is."""

    reference: str
    kept_from: str
    about: str
    basis: Basis
    details: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note on the family, or on somebody in it (by reference)."""

    reference: str
    kind: NoteKind
    text: str
    about: str
    on: date


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """Where a family is registered."""

    group: str
    centre_id: int | None
    since: date


@dataclass(frozen=True, slots=True)
class Made:
    """That a record was put together from two, which can be undone. gone: the reference of the other one."""

    reference: str
    family: str
    gone: str
    merged_on: date


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """A family, as far as the viewer may see it."""

    reference: str
    closed_on: date | None
    confirmed_on: date | None
    entered_on: date
    restricted: bool
    quiet: bool
    registrations: tuple[RegistrationRow, ...]
    adults: tuple[AdultRow, ...]
    children: tuple[ChildRow, ...]
    addresses: tuple[AddressRow, ...]
    warnings: tuple[Warned, ...]
    notes: tuple[NoteRow, ...]
    workers: tuple[str, ...]
    mergers: tuple[Made, ...] = ()

    def name_of(self, reference: str) -> str:
        """The name of somebody in the family."""
        people: list[AdultRow | ChildRow] = [*self.adults, *self.children]
        return {person.reference: person.name for person in people}.get(reference, "")


@dataclass(frozen=True, slots=True)
class Opened:
    """The answer to whoever opens a record: why they may and the record; or why not; or that there is none.

    may_confirm: whether they may say that it is right. may_change: whether what becomes of it is theirs to decide, and
    not only what reception changes.
    """

    verdict: Verdict
    family: FamilyRecord | None = None
    found: bool = True
    may_confirm: bool = False
    may_change: bool = False


def family_for(
    *, viewer: Viewer, reference: str, on: date, by: Who | None = None, now: datetime | None = None
) -> Opened:
    """A family's record. The look, or that it was refused, is on record before anything is shown.

    now: given where a record that was opened in need is shown too.

    Whoever stands near the family as a private person is answered as if there were none.
    """
    told, who = viewer.actor(on), by or actor(viewer, on)
    with machinery(Machinery.FAMILIES):  # also what says that they may not see it
        row = _row(reference, told, on)
    if row is None:
        return Opened(_none(), found=False)
    seen = sight(viewer, facts(row), on)
    if not seen.verdict and now is not None:
        seen = _in_need(viewer, row, seen, now, on)
    if not seen.verdict:
        record_refused("open family", kind="family", reference=reference, by=who, because=seen.verdict.reason)
        near = viewer.user in facts(row).near
        return Opened(_none() if near else seen.verdict, found=not near)
    record_read("open family", kind="family", references=[reference], by=who, because=seen.verdict.reason)
    with opened(row.pk, adults=row.adult_numbers, children=row.child_numbers):
        confirm, change = (bool(may_change(viewer, facts(row), on, part)) for part in (Part.NAMES, Part.BIRTHDAYS))
        return Opened(seen.verdict, _record(row, seen, told, on), may_confirm=confirm, may_change=change)


def _in_need(viewer: Viewer, row: Any, seen: Sight, now: datetime, on: date) -> Sight:
    """What somebody sees of a record that they opened in need: all but what only those close to the family see."""
    opened = through_glass(viewer, row.reference, facts(row), now=now, on=on)
    return Sight(Step.FULL, opened) if opened else seen


def _none() -> Verdict:
    return Verdict(False, _("There is no family with this reference."))


def _row(reference: str, told: str, on: date) -> Any:
    """The family with what the rules ask for, where it is registered, and who is kept from whom."""
    this = OuterRef("pk")
    registered = Registration.objects.told(told).filter(valid_on(on), family=this).order_by("-valid_from")
    workers = FamilyWorker.objects.told(told).filter(valid_on(on), family=this)
    families = with_facts(Family.objects.told(told).filter(called(reference)), on).annotate(
        registered=ArraySubquery(
            registered.values_list(JSONObject(group="group__name", centre="centre_id", since="valid_from"))
        ),
        kept=ArraySubquery(_restrictions(told, on).values_list(_KEPT)),
        adult_numbers=ArraySubquery(AdultMembership.objects.told(told).filter(family=this).values("adult")),
        child_numbers=ArraySubquery(ChildMembership.objects.told(told).filter(family=this).values("child")),
        made_of=ArraySubquery(
            Merger.objects.told(told)
            .filter(kept=this, undone_on=None)
            .order_by("-pk")
            .values_list(JSONObject(reference="reference", gone="gone__reference", on="merged_on"))
        ),
        worker_names=ArraySubquery(
            workers.values_list(JSONObject(given="user__given_name", family="user__family_name"))
        ),
    )
    return families.first()


_KEPT = JSONObject(
    reference="reference",
    basis="basis",
    who=JSONObject(given="kept_from__given_name", family="kept_from__family_name"),
    adult=JSONObject(given="about_adult__given_name", family="about_adult__family_name"),
    child=JSONObject(given="about_child__given_name", family="about_child__family_name"),
)


def _restrictions(told: str, on: date) -> QuerySet[ContactRestriction]:
    """Those that somebody in the family is a party to, on whichever record they were entered."""
    people = ("kept_from", "about_adult", "about_child")
    mine = Q()
    for party in people:
        members = ChildMembership if party == "about_child" else AdultMembership
        here = members.objects.told(told).filter(valid_on(on), family=OuterRef(OuterRef("pk")))
        mine |= Q(**{f"{party}__in": here.values("child" if party == "about_child" else "adult")})
    return ContactRestriction.objects.told(told).filter(valid_on(on)).filter(mine).order_by("pk")


def _record(row: Any, seen: Sight, told: str, on: date) -> FamilyRecord:
    return FamilyRecord(
        reference=row.reference,
        closed_on=row.closed_on,
        confirmed_on=row.confirmed_on,
        entered_on=row.entered_on,
        restricted=row.restricted,
        quiet=row.quiet_from is not None,
        registrations=tuple(_registration(each) for each in row.registered) if seen.shows(Part.CENTRE) else (),
        adults=_adults(row, seen, told, on),
        children=_children(row, seen, told, on),
        addresses=_addresses(row, seen, told, on) if seen.shows(Part.ADDRESS) else (),
        warnings=_warnings(row, seen, told) if seen.shows(Part.WARNINGS) else (),
        notes=_notes(row, seen, told, on) if seen.shows(Part.NOTES) else (),
        workers=tuple(_full(each) for each in row.worker_names) if seen.shows(Part.WORKERS) else (),
        mergers=tuple(_made(row, each) for each in row.made_of) if seen.shows(Part.BIRTHDAYS) else (),
    )


def _made(row: Any, each: dict[str, str]) -> Made:
    return Made(each["reference"], row.reference, each["gone"], date.fromisoformat(each["on"]))


def _registration(each: dict[str, Any]) -> RegistrationRow:
    return RegistrationRow(each["group"], each["centre"], date.fromisoformat(each["since"]))


def _full(person: dict[str, str | None]) -> str:
    return f"{person['given'] or ''} {person['family'] or ''}".strip()


def _adults(row: Any, seen: Sight, told: str, on: date) -> tuple[AdultRow, ...]:
    members = AdultMembership.objects.told(told).filter(valid_on(on), family=row).select_related("adult").order_by("pk")
    contacts = Contact.objects.told(told).filter(valid_on(on), adult__in=[member.adult_id for member in members])
    ways: dict[int, list[ContactRow]] = {}
    for contact in contacts.order_by("-preferred", "pk"):
        ways.setdefault(contact.adult_id, []).append(contact_row(contact))
    return tuple(adult_row(member, seen, ways.get(member.adult_id, [])) for member in members)


def adult_row(member: AdultMembership, seen: Sight, ways: list[ContactRow]) -> AdultRow:
    """An adult, as far as they are seen."""
    adult, born = member.adult, member.adult.date_of_birth
    return AdultRow(
        reference=adult.reference,
        name=adult.name,
        known_as=adult.known_as,
        year=born.year if born else None,
        birthday=born if seen.shows(Part.BIRTHDAYS) else None,
        living=Living(member.living),
        contacts=tuple(ways) if seen.shows(Part.CONTACTS) else (),
        language=adult.language if seen.shows(Part.CONTACTS) else "",
        interpreter=adult.interpreter if seen.shows(Part.CONTACTS) else None,
    )


def contact_row(contact: Contact) -> ContactRow:
    """A way to reach somebody, readable."""
    value = contact.value.shown()
    return ContactRow(
        reference=contact.reference,
        kind=ContactKind(contact.kind),
        value=value if contact.kind == ContactKind.EMAIL else spaced_number(value),
        preferred=contact.preferred,
        safe_to_call=contact.safe_to_call,
        safe_to_text=contact.safe_to_text,
        safe_for_voicemail=contact.safe_for_voicemail,
        safe_to_email=contact.safe_to_email,
    )


def _children(row: Any, seen: Sight, told: str, on: date) -> tuple[ChildRow, ...]:
    members = ChildMembership.objects.told(told).filter(valid_on(on), family=row)
    return tuple(child_row(member, seen, on) for member in with_carers(members, told, on))


def with_carers(members: "QuerySet[ChildMembership]", told: str, on: date) -> "QuerySet[Any]":
    """Children of families with who cares for each, the oldest first."""
    cares = Care.objects.told(told).filter(valid_on(on), child=OuterRef("child")).order_by("pk")
    each = JSONObject(
        given="adult__given_name",
        family="adult__family_name",
        relationship="relationship",
        responsibility="responsibility",
    )
    rows: QuerySet[Any] = members.select_related("child").annotate(carers=ArraySubquery(cares.values_list(each)))
    return rows.order_by("child__date_of_birth", "pk")


def child_row(member: Any, seen: Sight, on: date) -> ChildRow:
    """A child, as far as it is seen; with its carers if they were read with it."""
    carers = getattr(member, "carers", ())
    child, born, birthdays = member.child, member.child.date_of_birth, seen.shows(Part.BIRTHDAYS)
    return ChildRow(
        reference=child.reference,
        name=child.name,
        known_as=child.known_as,
        state=ChildState(child.state),
        year=born.year if born else None,
        months=months_old(born, on) if born and child.state == ChildState.BORN else None,
        turning_five=bool(born and child.state == ChildState.BORN and turns_five(born, on)),
        birthday=born if birthdays else None,
        due_on=child.due_on if birthdays and child.state == ChildState.EXPECTED else None,
        born_with=child.born_with,
        living=Living(member.living),
        carers=tuple(_care(care, seen) for care in carers) if seen.shows(Part.RELATIONSHIPS) else (),
    )


def _care(care: dict[str, Any], seen: Sight) -> CareRow:
    responsibility = Responsibility(care["responsibility"]) if seen.shows(Part.RESPONSIBILITY) else None
    return CareRow(_full(care), Relationship(care["relationship"]), responsibility)


def _addresses(row: Any, seen: Sight, told: str, on: date) -> tuple[AddressRow, ...]:
    rows = Address.objects.told(told).filter(family=row, valid_from__lte=on).select_related("adult")
    return tuple(address_row(each, seen) for each in rows.order_by("-valid_from", "pk"))


def address_row(each: Address, seen: Sight) -> AddressRow:
    """An address; a hidden one only for those closest."""
    shown = seen.shows(Part.HIDDEN_ADDRESS) or not each.hidden
    return AddressRow(
        adult=each.adult.reference if each.adult else "",
        lines=each.lines.shown() if shown else "",
        postcode=spaced(each.postcode.shown()) if shown else "",
        hidden=each.hidden,
        safe_to_post=each.safe_to_post,
        since=each.valid_from,
        until=each.valid_to,
    )


def _warnings(row: Any, seen: Sight, told: str) -> tuple[Warned, ...]:
    details: dict[str, str] = {}
    if seen.shows(Part.SAFETY) and row.kept:
        rows = ContactRestriction.objects.told(told).filter(reference__in=[each["reference"] for each in row.kept])
        with machinery(Machinery.FAMILIES):  # some were entered on the record of another family
            details = {each.reference: each.details.shown() for each in rows if each.details is not None}
    return tuple(
        Warned(
            reference=each["reference"],
            kept_from=_full(each["who"]),
            about=_full(each["adult"]) or _full(each["child"]),
            basis=Basis(each["basis"]),
            details=details.get(each["reference"], ""),
        )
        for each in row.kept
    )


def _notes(row: Any, seen: Sight, told: str, on: date) -> tuple[NoteRow, ...]:
    rows = Note.objects.told(told).filter(valid_on(on), family=row).select_related("adult", "child").order_by("-pk")
    notes = (_note(each) for each in rows)
    return tuple(note for note in notes if note.kind is not NoteKind.SAFEGUARDING or seen.shows(Part.SAFETY))


def _note(each: Note) -> NoteRow:
    person = each.adult or each.child
    about = person.reference if person else ""
    return NoteRow(each.reference, NoteKind(each.kind.shown()), each.text.shown(), about, each.valid_from)
