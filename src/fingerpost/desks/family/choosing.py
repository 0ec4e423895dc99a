"""The choices of a parent as their pages show them: what the form puts today, and what they said to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from fingerpost.desks.family.changing import Acting
from fingerpost.families.queries import OwnFamily
from fingerpost.families.queries.own import OwnChild
from fingerpost.families.vocabulary import ChildState
from fingerpost.partners.queries import names_by_reference
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.places.queries import authority
from fingerpost.registration.queries import Published, current, wording_of
from fingerpost.registration.rules.choosing import Offered, offer_of, offered
from fingerpost.registration.rules.form import Form
from fingerpost.sharing.queries import Chosen, as_it_stands, own_choices
from fingerpost.sharing.vocabulary import Purpose

BETWEEN: Final = "--"


@dataclass(frozen=True, slots=True)
class Line:
    """One choice. child: a reference, "" for none, with the name. may_agree: the form puts it, and it is theirs to say.

    then: the words as they were when they said so; None where they never did, or no form put it. called: what it is
    about, for what no form puts: an organisation, or a kind of one.
    """

    key: str
    purpose: Purpose
    detail: str
    child: str
    child_name: str
    now: Offered | None
    said: Chosen | None
    then: Offered | None
    may_agree: bool
    called: str

    @property
    def forbids(self) -> bool:
        """Whether saying yes to it means that somebody is told nothing."""
        return self.purpose is Purpose.NOT_WITH

    @property
    def title(self) -> str:
        return self.words.label if self.words else self.called or str(self.purpose.label)

    @property
    def heading(self) -> str:
        return self.words.heading if self.words else str(self.purpose.label)

    @property
    def given(self) -> bool:
        return bool(self.said and self.said.given)

    @property
    def words(self) -> Offered | None:
        return self.now or self.then


@dataclass(frozen=True, slots=True)
class Sheet:
    """All choices, with the version of the form whose words hold today."""

    published: Published
    lines: tuple[Line, ...]

    def line(self, key: str) -> Line | None:
        """One of them, by its key."""
        return next((each for each in self.lines if each.key == key), None)


def key_of(purpose: str, detail: str = "", child: str = "") -> str:
    """What a choice is called in an address."""
    return BETWEEN.join([purpose, detail, child]).rstrip(BETWEEN)


def sheet(families: tuple[OwnFamily, ...], me: Acting) -> Sheet:
    """The choices of a parent: those that the form puts, and then those that it does not put any more."""
    children = {child.reference: child for family in families for child in family.children}
    history = own_choices(viewer=me.viewer, on=me.on, children=children.keys())
    published, standing = current(authority()), as_it_stands(history)
    mine = [each.reference for each in children.values() if each.mine and each.state is ChildState.BORN]
    asked = [
        (each.purpose, each.detail, child)
        for each in offered(published.form)
        for child in (mine if each.each_child else [""])
    ]
    left = [key for key, said in standing.items() if said.given and key not in asked]
    keys = dict.fromkeys([*asked, *left])
    called = _called(keys)
    lines = tuple(_line(key, standing.get(key), children, published.form, called) for key in keys)
    return Sheet(published, lines)


def what_was_said(families: tuple[OwnFamily, ...], me: Acting) -> tuple[list[Line], list[Chosen]]:
    """Every choice that a parent made, as it stands and as it came to be, in the words that they read."""
    children = {child.reference: child for family in families for child in family.children}
    history = own_choices(viewer=me.viewer, on=me.on, children=children.keys())
    standing = as_it_stands(history)
    called = _called(standing)
    return [_line(key, said, children, None, called) for key, said in standing.items()], history


def _called(keys: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """What choices are about that no form may put: kinds of organisation, and organisations by their reference."""
    named = names_by_reference([detail for purpose, detail, _child in keys if purpose == Purpose.NOT_WITH])
    return {kind.value: str(kind.label) for kind in OrganisationKind} | named


def _line(
    key: tuple[str, str, str],
    said: Chosen | None,
    children: Mapping[str, OwnChild],
    form: Form | None,
    called: Mapping[str, str],
) -> Line:
    purpose, detail, child = key
    known = children.get(child)
    now = offer_of(form, purpose, detail) if form else None
    return Line(
        key=key_of(purpose, detail, child),
        purpose=Purpose(purpose),
        detail=detail,
        child=child,
        child_name=(known.known_as or known.name) if known else "",
        now=now,
        said=said,
        then=offer_of(wording_of(said.wording).form, purpose, detail) if said else None,
        may_agree=now is not None and (known is None or known.mine),
        called=called.get(detail, ""),
    )
