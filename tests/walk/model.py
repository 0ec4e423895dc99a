"""What each person may get from each address, said a second time: long, dull, and easy to check.

It shares nothing with the code but the words of roles. What a single role gets at an address is in
`tests/house/personas.txt`, by hand. Here stands what follows when people hold several roles, from a day to a day; when
half an hour or half a day has passed; when somebody else ended their role; whose name or e-mail address a page may then
contain, and which family's. Where model and product differ, one of them is wrong.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.house.personas import EXPECTED, PERSONAS, ROLES

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
COLUMN = {role.value: persona for persona, role in ROLES.items() if persona not in ("one-step", "left")}
DESK = {
    "receptionist": "centre",
    "outreach_worker": "centre",
    "centre_manager": "centre",
    "website_editor": "centre",
    "group_lead": "centre",
    "partner_worker": "partner",
    "pharmacy_team": "pharmacy",
    "county_manager": "county",
    "safeguarding_lead": "county",
    "data_protection_officer": "data protection",
    "system_administrator": "system",
    "parent": "family",
}
DESK_PAGES = {
    "centre:desk": "centre",
    "partner:desk": "partner",
    "pharmacy:desk": "pharmacy",
    "county:work": "county",
    "county:system": "system",
}
COLLEAGUES = ("account:people", "account:leave", "account:withdraw")
AT_CENTRES = ("receptionist", "outreach_worker", "website_editor")
SEES_FAMILIES = ("receptionist", "outreach_worker", "centre_manager", "group_lead")
FAMILY_PAGES = (
    "centre:family",
    "centre:families",
    "centre:forms",
    "centre:form",
    "centre:doubles",
    "centre:double",
    "centre:merge",
    "centre:same-as",
    "centre:checks",
    "centre:life",
    "centre:sharing",
    "centre:new-sharing",
)
ENDS_BY_ITSELF = ("account:invitation", "public:register-link")
OPENED_IN_NEED = ("centre:openings", "centre:opening")
WATCH_FAMILIES = ("safeguarding_lead", "data_protection_officer")
WATCHERS = ("data_protection_officer", "system_administrator")


@dataclass
class Seat:
    """A role that somebody holds. place: a centre's or group's name, an organisation's, or "the county"."""

    reference: str
    role: str
    place: str
    group: str  # of a centre, or the group itself; "" outside the groups
    first: date
    last: date | None

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass
class Somebody:
    """A person with their seats, and how the model believes them to be signed in."""

    number: int
    seats: list[Seat] = field(default_factory=list)
    signed_in: datetime | None = None
    seen: datetime | None = None
    twice: bool = False

    def here(self, now: datetime) -> bool:
        """Whether their next request is a signed-in one."""
        if self.signed_in is None or self.seen is None:
            return False
        return now - self.seen <= IDLE and now - self.signed_in < LONGEST

    def standing(self, on: date) -> list[Seat]:
        return [seat for seat in self.seats if seat.holds(on)]

    def sign_out(self) -> None:
        self.signed_in = self.seen = None
        self.twice = False


@dataclass
class Household:
    """A family, the group that it is registered with, and those of the people here who are its adults."""

    number: int
    reference: str
    group: str
    adults: set[int]


def permitted(name: str, who: Somebody, now: datetime, *, real: bool) -> set[str]:
    """The words of personas.txt that an answer may be called by. real: the address leads to something."""
    if not who.here(now):
        return loosened(name, {cell(name, "stranger")}, real=real)
    roles = [seat.role for seat in who.standing(now.date())]
    words = {cell(name, COLUMN[role]) for role in roles} or {cell(name, "left")}
    if words - {"no", "none"}:
        words.discard("no")  # one role that allows it is enough
    overdue = OPENED_IN_NEED if "data_protection_officer" in roles else ()  # what no lead has reviewed in time
    if watches_families(roles) and name in (*FAMILY_PAGES, *overdue):
        words |= {"page", "no", "none"}
    if not who.twice and needs_a_second_step(name):
        return {"step"} if words != {"no"} else {"no", "step"}  # a desk may ask for the step before it says no
    if name in ("centre:families", "centre:doubles", "centre:checks") and len(set(roles)) > 1:
        return {"page", "no"}  # one role opens the desk, another sees families elsewhere: an empty list, or none
    return loosened(name, words, real=real)


def watches_families(roles: list[str]) -> bool:
    """Whoever keeps watch over all families may look at them wherever they sit: here, at a centre's desk."""
    return any(role in WATCH_FAMILIES for role in roles) and any(DESK[role] == "centre" for role in roles)


def may_meet(name: str, who: Somebody, home: Household, now: datetime) -> bool:
    """Whether a page may show anything of a family."""
    if not who.here(now):
        return False
    roles = who.standing(now.date())
    if name.startswith("family:"):
        return who.number in home.adults and any(seat.role == "parent" for seat in roles)
    if name not in FAMILY_PAGES or not who.twice:
        return False
    if who.number in home.adults or any(seat.role == "system_administrator" for seat in roles):
        return False
    if watches_families([seat.role for seat in roles]):
        return True
    return any(seat.role in SEES_FAMILIES and seat.group == home.group for seat in roles)


def cell(name: str, persona: str) -> str:
    return EXPECTED[name][PERSONAS.index(persona)]


def needs_a_second_step(name: str) -> bool:
    """A page behind the door that is not for everybody who signed in shows people; only parents see just their own."""
    everybody = [word for persona, word in zip(PERSONAS, EXPECTED[name], strict=True) if persona != "stranger"]
    return cell(name, "stranger") == "door" and "no" in everybody and not name.startswith("family:")


def loosened(name: str, words: set[str], *, real: bool) -> set[str]:
    """What else an allowed page may be: sent on, for one's own account; not there, closed,
    where the address is made up, or of one record among those that the role could see.
    """
    allowed = set(words)
    if words & {"page", "none"} and name.startswith(("account_", "mfa_")):
        allowed.add("on")
    if ("page" in words or "on" in words) and (not real or name in ENDS_BY_ITSELF):
        allowed.add("none")
    if "page" in words and not real:
        allowed |= {"no", "on"}
    if name in ("centre:glass", "centre:merge", "centre:same-as") and "no" in words and not real:
        allowed.add("none")  # nothing is there, or another group's pair, of which nobody learns that it is
    return allowed


def may_end(who: Somebody, seat: Seat, owner: Somebody, on: date) -> bool:
    """Whether somebody may take a role away."""
    return owner is not who and any(appoints(held, seat) for held in who.standing(on))


def appoints(held: Seat, seat: Seat) -> bool:
    if held.role == "centre_manager":
        return seat.role in AT_CENTRES and (seat.place == held.place or whole_group(held, seat))
    if held.role == "group_lead":
        return seat.role in (*AT_CENTRES, "centre_manager") and whole_group(held, seat)
    if held.role == "county_manager":
        return seat.role not in WATCHERS
    if held.role == "system_administrator":
        return seat.role in (*WATCHERS, "county_manager")
    return False


def whole_group(held: Seat, seat: Seat) -> bool:
    """Whoever is posted to a group is posted to all its centres."""
    return held.place.startswith("group") and held.group == seat.group


def may_be_named(name: str, who: Somebody, other: Somebody, now: datetime) -> bool:
    """Whether a page may say what somebody is called."""
    if not who.here(now):
        return False
    if who is other:
        return True
    on = now.date()
    if name in DESK_PAGES and who.twice:
        seats = [seat for seat in who.standing(on) if DESK[seat.role] == DESK_PAGES[name]]
        return any(beside(mine, theirs) for mine in seats for theirs in other.standing(on))
    return may_be_addressed(name, who, other, now)


def beside(mine: Seat, theirs: Seat) -> bool:
    """Whether two people work at one place: a group with all its centres, an organisation, the county."""
    if "parent" in (mine.role, theirs.role):
        return False
    if mine.group:
        return mine.group == theirs.group
    return mine.place == theirs.place


def may_be_addressed(name: str, who: Somebody, other: Somebody, now: datetime) -> bool:
    """Whether a page may say somebody's e-mail address: to themselves, and to who may take their role away."""
    if not who.here(now):
        return False
    if who is other:
        return True
    if name not in COLLEAGUES or not who.twice:
        return False
    on = now.date()
    coming = [seat for seat in other.seats if seat.last is None or on <= seat.last]
    return any(appoints(held, seat) for held in who.standing(on) for seat in coming)
