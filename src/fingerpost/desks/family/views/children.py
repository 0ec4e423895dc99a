"""A parent puts right what concerns a child of theirs, says that a baby is born, and adds a child or a baby to come."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.family import changing
from fingerpost.desks.family.changing import Acting, Change
from fingerpost.desks.family.forms import YES, BirthForm, ChildDayForm, ChildNameForm, ExpectedForm, NewChildForm
from fingerpost.families.operations import add_own_children, correct_child_day, correct_child_name, record_own_birth
from fingerpost.families.operations.own_children import OwnNewChild
from fingerpost.families.operations.owning import Names
from fingerpost.families.queries.own import OwnChild
from fingerpost.families.rules.entering import NewChild
from fingerpost.families.vocabulary import ChildState, Living, Relationship, Responsibility

NAMES: Final = ("given_name", "family_name", "known_as")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.FAMILY)
def child(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """One thing about a child. Of a child that is not theirs to change, a parent is answered as if there were none."""
    families = changing.families_of(request)
    if not families:
        return changing.nothing(request)
    mine = {each.reference: each for family in families for each in family.children if each.mine}
    row, make = mine.get(reference), PAGES.get(what)
    if row is None or make is None or (what == "born" and _already_born(request, row)):
        raise Http404
    return changing.answer(request, make(row))


def _already_born(request: HttpRequest, row: OwnChild) -> bool:
    """The same button pressed twice is answered as the first time."""
    return row.state is not ChildState.EXPECTED and request.method != "POST"


def _name(row: OwnChild) -> Change:
    def act(form: forms.Form, me: Acting) -> None:
        correct_child_name(child=row.reference, names=Names(**form.cleaned_data), **me.named())

    initial = {name: getattr(row, name) for name in NAMES}
    return Change(title=_("Your child’s name"), make=ChildNameForm, initial=initial, act=act)


def _birthday(row: OwnChild) -> Change:
    def act(form: forms.Form, me: Acting) -> None:
        correct_child_day(child=row.reference, day=form.cleaned_data["day"], **me.named())

    if row.state is ChildState.EXPECTED:
        title, missing = _("When is the baby due?"), _("Write the day that the baby is due, or your best guess.")
    else:
        title, missing = _("Your child’s date of birth"), _("Write the child’s date of birth.")
    make = partial(ChildDayForm, words=(_("Day"), missing))
    return Change(title=title, make=make, initial={"day": row.birthday or row.due_on}, act=act)


def _born(row: OwnChild) -> Change:
    def act(form: forms.Form, me: Acting) -> None:
        record_own_birth(child=row.reference, born_on=form.cleaned_data["day"], names=_names_of(form), **me.named())

    lead = (
        _(
            "If you have lost your baby, you need not do anything here. "
            "Call your centre when you can: they stop every message about the baby at once."
        ),
    )
    initial = {name: getattr(row, name) for name in NAMES}
    return Change(title=_("Your baby is born"), make=BirthForm, initial=initial, act=act, lead=lead)


PAGES: Final[Mapping[str, Callable[[OwnChild], Change]]] = {"name": _name, "birthday": _birthday, "born": _born}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.FAMILY)
def new_child(request: HttpRequest, what: str) -> HttpResponse:
    """A child who is born, or a baby on the way, joins the home that the parent lives in."""
    if what not in NEW:
        raise Http404
    if not any(family.may_move for family in changing.families_of(request)):
        return changing.nothing(request, _("You can add a child to a home that you live in. Your centre can help."))
    return changing.answer(request, NEW[what]())


def _new_born() -> Change:
    lead = (_("For a child who lives with you, and is born already."),)
    return Change(title=_("Add a child"), make=NewChildForm, act=_add_born, lead=lead)


def _new_expected() -> Change:
    return Change(title=_("Add a baby who is on the way"), make=ExpectedForm, act=_add_expected)


NEW: Final[Mapping[str, Callable[[], Change]]] = {"born": _new_born, "expected": _new_expected}


def _add_born(form: forms.Form, me: Acting) -> None:
    said, names = form.cleaned_data, _names_of(form)
    new = NewChild(
        given_name=names.given_name,
        family_name=names.family_name,
        known_as=names.known_as,
        date_of_birth=said["day"],
        living=Living(said["living"]),
    )
    _add(form, me, new, twin=said["twin"] == YES)


def _add_expected(form: forms.Form, me: Acting) -> None:
    said = form.cleaned_data
    _add(form, me, NewChild(due_on=said["day"]), babies=int(said["babies"]))


def _add(form: forms.Form, me: Acting, child: NewChild, *, babies: int = 1, twin: bool = False) -> None:
    said = form.cleaned_data
    new = OwnNewChild(
        child=child,
        relationship=Relationship(said["relationship"]),
        responsibility=Responsibility(said["responsibility"]),
        babies=babies,
        twin=twin,
    )
    add_own_children(new=new, **me.named())


def _names_of(form: forms.Form) -> Names:
    return Names(**{name: form.cleaned_data[name] for name in NAMES})
