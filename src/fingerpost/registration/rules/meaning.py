"""What a filled-in form means: a family to be entered, and the choices that were made.

Nothing is safe until somebody said so, nothing is chosen until somebody chose it, and an address that may have to be
secret is taken for secret. A second adult who does not want to register is kept by name alone.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from fingerpost.families.rules.ages import years_old
from fingerpost.families.rules.contacts import kept_number
from fingerpost.families.rules.entering import NewAdult, NewCare, NewChild, NewContact, NewFamily, NewHome
from fingerpost.families.vocabulary import ContactKind, Living, Relationship, Responsibility
from fingerpost.registration.rules.answers import NO, YES, day, meant, text, texts
from fingerpost.registration.rules.asking import Asked, Filling, Layout, asked, layout, put_at
from fingerpost.registration.vocabulary import AgePath, Kind, Repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChoice:
    """A choice that was put and made. detail: with whom, or for which use. child: its place in the form, or None."""

    purpose: str
    detail: str = ""
    child: int | None = None
    given: bool = False


Name = Callable[[str], str]
LANGUAGE_LETTERS: Final = 100


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said at a path, and only where it was asked and makes sense."""

    filling: Filling
    laid: Layout
    name: Name

    def one(self, path: str) -> str:
        found = self._value(path)
        return found if isinstance(found, str) else ""

    def all(self, path: str) -> tuple[str, ...]:
        """Those of the answers that are offered to whoever gave them."""
        found, put = self._value(path), put_at(self.filling, path, self.laid)
        offered = {option.value for option in put.options(self.filling)} if put else set()
        return tuple(answer for answer in found if answer in offered) if isinstance(found, tuple) else ()

    def day(self, path: str) -> date | None:
        found = self._value(path)
        return found if isinstance(found, date) else None

    def yes(self, path: str) -> bool:
        return self._value(path) is True

    def yes_or_no(self, path: str) -> bool | None:
        found = self._value(path)
        return found if isinstance(found, bool) else None

    def _value(self, path: str) -> object:
        if path not in self.filling.answers or not (said := texts(self.filling.answers, path)):
            return None
        put = put_at(self.filling, path, self.laid)
        return meant(put.each.question, said, put.most) if put else None


def _nameless(_path: str) -> str:
    return ""


def family_of(filling: Filling, name: Name = _nameless) -> NewFamily:
    """The family that a form tells about. name: gives a reference for adults/0, children/1, and those born together."""
    said = _Said(filling, layout(filling), name)
    adults = range(filling.count(Repeats.ADULTS))
    children = [each for number in range(filling.count(Repeats.CHILDREN)) for each in _children(said, number)]
    return NewFamily(
        adults=tuple(_adult(said, number) for number in adults),
        children=tuple(_twins_alone(children)),
        homes=tuple(home for number in adults for home in _home(said, number)),
    )


def age_path(filling: Filling) -> AgePath:
    """What the age of whoever fills in the form asks of us."""
    born = day(texts(filling.answers, "adults/0/date_of_birth"))
    if born is None or years_old(born, filling.on) >= 18:
        return AgePath.ADULT
    return AgePath.UNDER_18 if years_old(born, filling.on) >= 16 else AgePath.UNDER_16


def choices_of(filling: Filling) -> list[NewChoice]:
    """Every choice that was put, given or refused: what is not ticked is refused."""
    return [choice for each in asked(filling) if each.question.consent for choice in _choices(filling, each)]


def _choices(filling: Filling, each: Asked) -> Iterator[NewChoice]:
    said = texts(filling.answers, each.path)
    if each.question.kind is Kind.TICK:
        yield NewChoice(purpose=each.question.consent, given=said == (YES,))
    for option in each.question.options:
        yield NewChoice(
            purpose=each.question.consent, detail=option.value, child=each.number, given=option.value in said
        )


def _adult(said: _Said, number: int) -> NewAdult:
    here = f"adults/{number}"
    adult = NewAdult(
        given_name=said.one(f"{here}/given_name"),
        family_name=said.one(f"{here}/family_name"),
        known_as=said.one(f"{here}/known_as"),
        living=Living(said.one(f"{here}/living") or Living.HERE),
        reference=said.name(here),
    )
    if _declined(said, number):
        return adult
    return replace(
        adult,
        date_of_birth=said.day(f"{here}/date_of_birth"),
        language=_language(said, here),
        interpreter=said.yes_or_no(f"{here}/interpreter"),
        contacts=tuple(_contacts(said, here)),
    )


def _declined(said: _Said, number: int) -> bool:
    return said.one(f"adults/{number}/agreed") == NO


def _language(said: _Said, here: str) -> str:
    """As the form calls it; where it is not in the form's list, as it was written."""
    chosen = said.one(f"{here}/language")
    written = said.one(f"{here}/other_language")[:LANGUAGE_LETTERS]
    return written if written and chosen in {"", "other"} else chosen


def _contacts(said: _Said, here: str) -> Iterator[NewContact]:
    safe, best = said.all(f"{here}/safe"), said.one(f"{here}/preferred")
    mobile, other, email = (said.one(f"{here}/{key}") for key in ("mobile", "home_phone", "email"))
    phones = {"call"} if other and not mobile else set()
    if mobile:
        yield NewContact(
            kind=ContactKind.MOBILE,
            value=mobile,
            preferred=best in {"call", "text"},
            safe_to_call="call" in safe,
            safe_to_text="text" in safe,
            safe_for_voicemail="voicemail" in safe,
        )
    if other and kept_number(other) != kept_number(mobile):
        yield NewContact(
            kind=ContactKind.LANDLINE,
            value=other,
            preferred=best in phones,
            safe_to_call="call" in safe,
            safe_for_voicemail="voicemail" in safe,
        )
    if email:
        yield NewContact(kind=ContactKind.EMAIL, value=email, preferred=best == "email", safe_to_email="email" in safe)


def _home(said: _Said, number: int) -> Iterator[NewHome]:
    """The family's own home for the first adult, and that of another adult who lives elsewhere."""
    here = "home" if number == 0 else f"adults/{number}"
    lines, code = said.one(f"{here}/address"), said.one(f"{here}/postcode")
    if not (lines and code) or _declined(said, number):
        return
    hidden = is_hidden(said.filling, here)
    post = "letter" in said.all(f"adults/{number}/safe")
    yield NewHome(lines=lines, postcode=code, hidden=hidden, safe_to_post=post, of=number or None)


def is_hidden(filling: Filling, here: str) -> bool:
    """Whether the address at `home` or `adults/1` has to be secret: also where somebody is not sure."""
    return text(filling.answers, f"{here}/hidden") in {YES, "not-sure"}


def _children(said: _Said, number: int) -> Iterator[NewChild]:
    """A child who is born, or as many as are expected."""
    here = f"children/{number}"
    cares = tuple(_cares(said, here))
    if said.one(f"{here}/born") == "expected":
        babies, due = int(said.one(f"{here}/expected") or 1), said.day(f"{here}/due_on")
        together = _together(said, f"expected/{number}") if babies > 1 else ""
        for baby in range(babies):
            reference = said.name(f"{here}/{baby}" if baby else here)
            yield NewChild(due_on=due, born_with=together, cares=cares, reference=reference)
        return
    born = said.day(f"{here}/date_of_birth")
    yield NewChild(
        given_name=said.one(f"{here}/given_name"),
        family_name=said.one(f"{here}/family_name"),
        known_as=said.one(f"{here}/known_as"),
        date_of_birth=born,
        living=Living(said.one(f"{here}/living") or Living.HERE),
        born_with=_together(said, f"{born:%y%m%d}") if born and said.yes(f"{here}/twin") else "",
        cares=cares,
        reference=said.name(here),
    )


def _together(said: _Said, when: str) -> str:
    """What those who are born together have in common: a reference of their own, where they are given any."""
    return said.name(f"together/{when}") or when


def _cares(said: _Said, here: str) -> Iterator[NewCare]:
    for adult in range(said.filling.count(Repeats.ADULTS)):
        if relationship := said.one(f"{here}/relationship/{adult}"):
            yield NewCare(
                adult=adult,
                relationship=Relationship(relationship),
                responsibility=Responsibility(said.one(f"{here}/responsibility/{adult}") or Responsibility.NOT_SURE),
            )


def _twins_alone(children: list[NewChild]) -> Iterator[NewChild]:
    """Twins are born with somebody; one whose twin is not on the form is a child like others."""
    together = Counter(child.born_with for child in children)
    for child in children:
        alone = together[child.born_with] < 2
        yield replace(child, born_with="") if child.born_with and alone else child
