"""A seeded random walk of people through the real addresses, by the real middleware, against the model beside it."""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from fingerpost.accounts.models import Posting, ThePlace, User
from fingerpost.accounts.operations import end_posting, start_posting
from fingerpost.accounts.queries import name_of, place_of
from fingerpost.accounts.vocabulary import Role
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Adult
from fingerpost.places.models import CentreGroup
from tests.factories.accounts import CONSOLE, make_user
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import FATHER, MOTHER, TOBI, make_family
from tests.house.pages import EXAMPLES, views
from tests.house.personas import EXPECTED, in_a_word
from tests.walk.model import (
    DESK,
    Household,
    Seat,
    Somebody,
    may_be_addressed,
    may_be_named,
    may_end,
    may_meet,
    permitted,
)

FAMILY_CANARY = re.compile(rb"Wrenfold(\d{3})")
CANARY = re.compile(rb"[Cc]anary(\d{3})(@)?")
NONSENSE = ("0", "unknown", "-1", "é", "' or 1=1 --", "99999999999999999999", "a" * 40)
# Sending to these changes how somebody signs in, or begins it; they have tests of their own.
WAYS_IN = re.compile(r"account_|mfa_|openid|socialaccount|account:(invitation|passkey|new-passkey|personas)")
PAPER = re.compile(r"sheet|programme|calendar|map|whats-on-data|components")
AT_THE_GATE = {"door", "step", "no"}
ANYTHING = {"page", "form", "on", "no", "none", "400"}
# A form that has no page of its own: the one it stands on.
PAGE_OF = {"account:withdraw": "account:people"}
STEPS = (timedelta(seconds=7), timedelta(minutes=4, seconds=1), timedelta(minutes=31), timedelta(hours=5, seconds=3))


def stranger() -> Client:
    """A browser that nobody has signed in with. What breaks is an answer, 500, and not an exception."""
    return Client(raise_request_exception=False)


class Disagreement(AssertionError):
    """The product did what the model forbids, or did not do what it demands."""


@dataclass
class Walker:
    """People, their browsers, and the clock."""

    county: County
    places: list[tuple[Role, ThePlace, str]]
    draw: random.Random
    clock: Any
    now: datetime
    people: list[Somebody] = field(default_factory=list)
    homes: list[Household] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    browsers: list[Client] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    real: dict[str, str] = field(default_factory=dict)

    def populate(self, number: int) -> None:
        """So many people, each with one role; and an address that leads to something for every name."""
        for each in range(number):
            name = f"Canary{each:03}"
            self.users.append(make_user(name, email=f"{name.lower()}@wealdmoor.example", family_name=""))
            self.people.append(Somebody(each))
            self.browsers.append(stranger())
            self.appoint(each, *self.places[each % len(self.places)])
        self.real = {name: EXAMPLES[name].address(name, self.county) for name in sorted(views())}

    def settle(self, groups: dict[str, CentreGroup], number: int) -> None:
        """So many families with each group; an adult of each is one of the people, who may work there too."""
        for each in range(number * len(groups)):
            label, group = list(groups.items())[each % len(groups)]
            name = f"Wrenfold{each:03}"
            mother, child = replace(MOTHER, given_name=name), replace(TOBI, given_name=name)
            on = self.now.date() - timedelta(days=5)
            family = make_family(group, on=on, adults=(mother, FATHER), children=(child,))
            parent = self.draw.choice(self.people)
            adult = Adult.objects.told("a walk").get(memberships__family=family, given_name=name)
            adult.user = self.users[parent.number]
            adult.save()
            self.homes.append(Household(each, family.reference, label, {parent.number}))

    def walk(self, requests: int) -> Counter[str]:
        while self.counted["requests"] < requests:
            self.draw.choices((self.ask, self.come_in, self.wait, self.change, self.end_a_role), (60, 6, 2, 2, 3))[0]()
        return self.counted

    # What happens around the requests

    def wait(self) -> None:
        """Time passes: seconds mostly, now and then a night."""
        step = self.draw.choices((*STEPS, timedelta(days=1, seconds=11)), (50, 25, 10, 3, 2))[0]
        self.now += step
        self.clock.move_to(self.now)
        mail.outbox.clear()

    def come_in(self) -> None:
        """Somebody signs in, with a second step or without; or signs out."""
        who = self.draw.choice(self.people)
        if self.draw.random() < 0.2:
            self.request("account_logout", who, self.real["account_logout"], data={}, expected={"on", "door"})
            who.sign_out()
            return
        twice = self.draw.random() < 0.65
        self.browsers[who.number] = seated(stranger(), self.users[who.number], twice=twice)
        who.signed_in = who.seen = self.now
        who.twice = twice

    def change(self) -> None:
        """A role begins, or is taken away at the console."""
        who = self.draw.choice(self.people)
        if self.draw.random() < 0.6:
            self.appoint(who.number, *self.draw.choice(self.places))
            return
        standing = who.standing(self.now.date())
        if standing:
            seat = self.draw.choice(standing)
            last = self.now.date() - timedelta(days=self.draw.randrange(2))
            try:
                end_posting(reference=seat.reference, last_day=last, by=CONSOLE, on=self.now.date())
            except Refused:
                return
            self.ended(who, seat, last)

    def appoint(self, number: int, role: Role, at: ThePlace, group: str) -> None:
        on = self.now.date()
        starts = on + timedelta(days=self.draw.choice((-3, 0, 0, 1)))
        ends = self.draw.choice((None, None, None, starts + timedelta(days=2)))
        given: dict[str, Any] = {"user": self.users[number], "role": role, "at": at, "by": CONSOLE, "on": on}
        try:
            posting = start_posting(**given, starts=starts, ends=ends)
        except Refused:
            return  # this person has that role there already
        place = f"{place_of(at, on).kind} {name_of(at, on)}"
        self.people[number].seats.append(Seat(posting.reference, role.value, place, group, starts, ends))

    def ended(self, who: Somebody, seat: Seat, last: Any) -> None:
        """What the model learns when a role ends: nobody stays at a desk without one."""
        seat.first, seat.last = min(seat.first, last), last
        on = self.now.date()
        if not any(DESK[each.role] == DESK[seat.role] for each in who.standing(on)):
            who.sign_out()

    # Requests

    def ask(self) -> str:
        """Somebody asks for an address, or sends something to it."""
        who = self.anybody()
        name = self.draw.choice(self.names())
        if self.draw.random() < 0.2 and not WAYS_IN.match(name):
            return self.send(name, who)
        if name == "account:leave":
            return self.look_at_a_role(who)
        if name == "centre:family":
            return self.look_at_a_family(who)
        address, real = self.address(name)
        return self.request(name, who, address, real=real)

    def look_at_a_role(self, who: Somebody) -> str:
        """The page on which a role is ended, of a colleague or of somebody else's."""
        owner = self.draw.choice([one for one in self.people if one.seats])
        seat = self.draw.choice(owner.seats)
        on = self.now.date()
        there = (seat.last is None or on <= seat.last) and may_end(who, seat, owner, on)
        address = reverse("account:leave", kwargs={"reference": seat.reference})
        return self.request("account:leave", who, address, expected={"page" if there else "none"})

    def look_at_a_family(self, who: Somebody) -> str:
        home = self.draw.choice(self.homes)
        open_ = may_meet("centre:family", who, home, self.now)
        address = reverse("centre:family", kwargs={"reference": home.reference})
        return self.request("centre:family", who, address, expected={"page" if open_ else "no"})

    def anybody(self) -> Somebody:
        """Mostly somebody who is signed in."""
        here = [one for one in self.people if one.here(self.now)]
        return self.draw.choice(here if here and self.draw.random() < 0.85 else self.people)

    def names(self) -> list[str]:
        """Mostly what is not for everybody. What is slow to draw has tests of its own."""
        closed = [name for name in self.real if "no" in EXPECTED[name]]
        others = [name for name in self.real if "no" not in EXPECTED[name] and not PAPER.search(name)]
        return closed if self.draw.random() < 0.5 else others

    def address(self, name: str) -> tuple[str, bool]:
        """A real address, or one made up where the address names something."""
        keys = resolve(self.real[name].partition("?")[0]).kwargs if self.draw.random() < 0.2 else {}
        try:
            made_up = reverse(name, kwargs={key: self.draw.choice(NONSENSE) for key in keys})
        except NoReverseMatch:
            return self.real[name], not self.of_one_record(name)
        return (made_up, False) if keys else (self.real[name], not self.of_one_record(name))

    def of_one_record(self, name: str) -> bool:
        """Whether an address is of one record behind the door: its page may be closed to some who have the role."""
        if name.startswith(("public:", "account")):
            return False
        try:
            return reverse(name) != self.real[name]
        except NoReverseMatch:
            return True

    def send(self, name: str, who: Somebody) -> str:
        """A form, filled in with somebody's reference or with nonsense."""
        anything = self.draw.choice([*NONSENSE, *(seat.reference for one in self.people for seat in one.seats)])
        if name == "centre:families":
            sought = self.draw.choice(
                ["Wrenfold", "Wrenfold00", "07700 900 111", self.draw.choice(self.homes).reference]
            )
            return self.request(name, who, self.real[name], data={"q": sought}, expected={"page", "no"})
        if name == "account:end-sessions":
            return self.request(name, who, self.real[name], data={"session": "others"}, expected={"on"})
        if name in ("account:choose", "account:withdraw"):
            data = {"posting": anything, "invitation": anything}
            return self.request(name, who, self.real[name], data=data, expected={"on", "400"})
        real = not self.of_one_record(name)
        return self.request(name, who, self.real[name], data={"posting": anything, "q": anything}, real=real)

    def end_a_role(self) -> None:
        """Somebody takes a colleague's role away, by the page for it."""
        who, owner = self.anybody(), self.draw.choice(self.people)
        if not owner.seats:
            return
        seat, when = self.draw.choice(owner.seats), self.draw.choice(("tonight", "now"))
        on = self.now.date()
        last = on if when == "tonight" else on - timedelta(days=1)
        address = reverse("account:leave", kwargs={"reference": seat.reference})
        allowed = who.here(self.now) and may_end(who, seat, owner, on)
        over = seat.last is not None and seat.last < on
        sensible = (when == "now" or seat.first <= last) and (seat.last is None or last <= seat.last)
        expected = {"none"} if over or not allowed else {"on"} if sensible else {"400"}
        if self.request("account:leave", who, address, data={"when": when}, expected=expected) == "on":
            self.ended(owner, seat, last)
            self.counted["roles ended"] += 1

    def request(
        self,
        name: str,
        who: Somebody,
        address: str,
        *,
        data: dict[str, str] | None = None,
        expected: set[str] | None = None,
        real: bool = True,
    ) -> str:
        """One request, held against the model. expected: what it is to those to whom the page is open."""
        browser = self.browsers[who.number]
        query = EXAMPLES[name].query if real else {}
        answer = browser.get(address, query) if data is None else browser.post(address, data)
        word = in_a_word(answer)
        page = name if data is None else PAGE_OF.get(name, name)
        wanted = permitted(page, who, self.now, real=real)
        if not wanted <= AT_THE_GATE and (expected or data is not None):
            wanted = expected or ANYTHING
        elif data is not None and who.here(self.now):
            wanted = wanted | {"form"}  # a page that takes no form says so to whoever is signed in
        self.judge(answer, name, who, f"{address} at {self.now} by {who}", wanted)
        if who.here(self.now):
            who.seen = self.now
        else:
            who.sign_out()
        return word

    def judge(self, answer: HttpResponseBase, name: str, who: Somebody, story: str, wanted: set[str]) -> None:
        word = in_a_word(answer)
        self.counted["requests"] += 1
        self.counted[word] += 1
        if word not in wanted:
            raise Disagreement(f"{word!r}, not {sorted(wanted)}: {story}")
        content = b"" if answer.streaming else getattr(answer, "content", b"")
        self.judge_families(content, name, who, story)
        for number, at in set(CANARY.findall(content)):
            other = self.people[int(number)]
            self.counted["named"] += other is not who
            allowed = may_be_addressed if at else may_be_named
            if not allowed(name, who, other, self.now):
                raise Disagreement(f"shows {other}: {story}")

    def judge_families(self, content: bytes, name: str, who: Somebody, story: str) -> None:
        """Names anywhere; in the list, where names are masked, the references that it links to."""
        shown = {self.homes[int(number)].number for number in FAMILY_CANARY.findall(content)}
        if name == "centre:families":
            shown |= {home.number for home in self.homes if b'/families/%s/"' % home.reference.encode() in content}
        self.counted["families"] += len(shown)
        for number in shown:
            if not may_meet(name, who, self.homes[number], self.now):
                raise Disagreement(f"shows {self.homes[number]}: {story}")


def walked(
    county: County,
    places: list[tuple[Role, ThePlace, str]],
    groups: dict[str, CentreGroup],
    start: datetime,
    requests: int,
    *,
    begins: Callable[[], None] = lambda: None,
) -> Counter[str]:
    """Walk, once everybody is there and `begins` was called; how often what happened."""
    Posting.objects.told("a walk begins").delete()
    with time_machine.travel(start, tick=False) as clock:
        walker = Walker(county, places, random.Random(1948), clock, start)
        walker.populate(len(places))
        walker.settle(groups, 4)
        begins()
        return walker.walk(requests)
