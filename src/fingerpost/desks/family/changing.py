"""A page on which a parent changes one thing: what was typed is never lost, and a button pressed twice acts once.

Each such page is a form, what stands on record to begin with, and what is done with what was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from fingerpost.accounts.gate import viewer, who
from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.operations import Who
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.desks.family.forms import PARTS, Threefold
from fingerpost.families.queries import OwnFamily, own_family
from fingerpost.places.queries import authority
from fingerpost.registration.operations import pressing
from fingerpost.registration.operations.pressing import new_token, status_of


@dataclass(frozen=True, slots=True)
class Seat:
    """What the head of the page says of whoever is signed in."""

    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, as operations ask for it."""

    viewer: Viewer
    by: Who
    on: date

    def named(self) -> dict[str, Any]:
        """As arguments."""
        return {"viewer": self.viewer, "by": self.by, "on": self.on}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing to change. make: the form, of what was typed or of what stands. act: does it.

    end, end_act: a second button, and what it does, where the thing can also come to an end. back: the page before.
    """

    title: str
    make: Callable[..., forms.Form]
    initial: Mapping[str, Any] = field(default_factory=dict)
    act: Callable[[forms.Form, Acting], object]
    lead: tuple[str, ...] = ()
    button: str = ""
    end: str = ""
    end_act: Callable[[Acting], object] | None = None
    back: str = "family:record"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on the page. kind: line, lines, day, one or several; values: what was typed, or stands."""

    name: str
    kind: str
    label: str
    hint: str
    values: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    problem: str


def seat() -> Seat:
    """Whoever comes here sits here as a parent, whatever else they are."""
    return Seat(Role.PARENT, authority().name)


def acting(request: HttpRequest) -> Acting:
    """Who acts, at this desk, today."""
    return Acting(viewer(request), who(request, Desk.FAMILY), clock.today())


def families_of(request: HttpRequest) -> tuple[OwnFamily, ...]:
    """The families of whoever is signed in. The look is on record."""
    me = acting(request)
    return own_family(viewer=me.viewer, on=me.on, by=me.by)


def answer(request: HttpRequest, change: Change) -> HttpResponse:
    """The page, or what came of pressing its button."""
    if request.method != "POST":
        return _show(request, change, change.make(initial=dict(change.initial)))
    ends = change.end_act if request.POST.get("end") else None
    form = change.make(initial=dict(change.initial)) if ends else change.make(request.POST)
    if not (ends or form.is_valid()):
        return _show(request, change, form, status=400)
    try:
        press(request, lambda: ends(acting(request)) if ends else change.act(form, acting(request)))
    except Refused as refused:
        return _show(request, change, form, said=refused.reason, status=status_of(refused))
    return saved(change.back)


def nothing(request: HttpRequest, why: str = "") -> HttpResponse:
    """A page for whoever has no record here, or no home in it, that could be changed."""
    return render(request, "family/nothing.html", {"held": seat(), "why": why})


def press(request: HttpRequest, act: Callable[[], object]) -> None:
    """Do what the page's form asks for, once, however often it is sent. Raises Refused."""

    def done() -> str:
        act()
        return "done"

    pressing.press(request.POST, scope=f"{viewer(request).user} {request.path}", now=clock.now(), act=done)


def saved(page: str) -> HttpResponse:
    """On to a page that says that it is saved."""
    return HttpResponseRedirect(f"{reverse(page)}?saved=yes")


def was_saved(request: HttpRequest) -> bool:
    """Whether a page is shown after something was saved."""
    return request.GET.get("saved") == "yes"


def _show(request: HttpRequest, change: Change, form: forms.Form, *, said: str = "", status: int = 200) -> HttpResponse:
    page = {
        "held": seat(),
        "change": change,
        "back": reverse(change.back),
        "asked": [_asked(form, name) for name in form.fields],
        "said": said,
        "token": new_token(),
    }
    return render(request, "family/change.html", page, status=status)


def _asked(form: forms.Form, name: str) -> Asked:
    bound, field = form[name], form.fields[name]
    choices = getattr(field, "choices", ())
    return Asked(
        name=name,
        kind=_kind(field.widget),
        label=str(bound.label),
        hint=str(field.help_text),
        values=_values(bound.value(), field.widget),
        choices=tuple((str(value), str(label)) for value, label in choices),
        problem=str(bound.errors[0]) if bound.errors else "",
    )


def _kind(widget: forms.Widget) -> str:
    kinds = {
        Threefold: "day",
        forms.RadioSelect: "one",
        forms.CheckboxSelectMultiple: "several",
        forms.Textarea: "lines",
    }
    return kinds.get(type(widget), "line")


def _values(value: Any, widget: forms.Widget) -> tuple[str, ...]:
    if isinstance(widget, Threefold):
        typed = [value.day, value.month, value.year] if isinstance(value, date) else value or [""] * len(PARTS)
        return tuple(str(part) for part in typed)
    if isinstance(value, list | tuple):
        return tuple(str(each) for each in value)
    return ("",) if value is None else (str(value),)
