"""What organisations are told of a family, at its centre: every decision with its reasons, and a new one.

"The minimum amount of information will be shared": whoever decides sees exactly what will be read before they do. A new
decision takes three pages: which organisation, what and why, and a look at what it would read. All that was typed goes
along in the form, and nothing is written before the last button.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fingerpost.accounts.gate import held_at, viewer, who
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.verdict import Refused
from fingerpost.desks.centre import wording
from fingerpost.desks.centre.forms import RefusalForm, TellForm
from fingerpost.desks.centre.pressing import press, typed
from fingerpost.registration.operations.pressing import new_token, status_of
from fingerpost.sharing.operations import decide_second, end_share, refuse_to_share, share_family
from fingerpost.sharing.queries import (
    CouldBeTold,
    FamilySharing,
    Plan,
    could_be_told,
    family_sharing,
    sharing_plan,
    would_show,
)
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.vocabulary import Direction, Ended, LegalBasis, Nature, Tier

BY_HAND = (Ended.NOT_NEEDED, Ended.UNSAFE)


def _acting(request: HttpRequest) -> dict[str, Any]:
    """Who acts, as operations ask for it."""
    return {"by": viewer(request), "who": who(request, Desk.CENTRE), "on": clock.today(), "now": clock.now()}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def sharing(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that was decided; a share is ended here, and a second person decides here."""
    if request.method != "POST":
        return _show(request, reference)
    _ledger(request, reference)
    try:
        press(request, lambda: _decide(request))
    except Refused as refused:
        return _show(request, reference, refused.reason, status_of(refused))
    return redirect("centre:sharing", reference=reference)


def _ledger(request: HttpRequest, reference: str) -> FamilySharing:
    asked: dict[str, Any] = {"viewer": viewer(request), "on": clock.today(), "by": who(request, Desk.CENTRE)}
    found = family_sharing(reference=reference, **asked)
    if found is None:
        raise Http404
    return found


def _decide(request: HttpRequest) -> str:
    """Do what was decided, and say what it was. Raises Refused."""
    decided, acting = typed(request, "decision"), _acting(request)
    match decided:
        case "end":
            end_share(share=typed(request, "share"), why=typed(request, "why"), **acting)
        case "agree" | "object":
            decide_second(decision=typed(request, "of"), agree=decided == "agree", **acting)
        case _:
            raise Refused(_("Choose what becomes of it."))
    return decided


def _show(request: HttpRequest, reference: str, problem: str = "", status: int = 200) -> HttpResponse:
    found = _ledger(request, reference)
    if found.reference != reference:  # a record that is part of another one now
        return redirect("centre:sharing", reference=found.reference)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "found": found,
        "laws": minimum().bases,
        "reasons": [(each.value, each.label) for each in BY_HAND],
        "chosen": typed(request, "share"),
        "why": typed(request, "why"),
        "token": new_token(),
        "problem": problem,
        "said": wording,
    }
    return render(request, "centre/sharing.html", page, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.CENTRE)
def new_sharing(request: HttpRequest, reference: str) -> HttpResponse:
    """To tell an organisation, or not to: first which one, then what and why, then what it would read."""
    plan = _plan(request, reference)
    if plan.reference != reference:
        return redirect("centre:new-sharing", reference=plan.reference)
    if not plan.may:
        raise Http404
    if request.method != "POST":
        return _first(request, plan)
    if plan.organisation is None:
        return _first(request, plan, _("Choose an organisation."))
    return _step(request, plan, typed(request, "step"))


def _step(request: HttpRequest, plan: Plan, step: str) -> HttpResponse:
    """What was pressed: on to what is told or not told, to the look at it, or decided."""
    match step:
        case "check" | "share":
            return _tell(request, plan, sends=step == "share")
        case "refuse":
            return _refuse(request, plan)
        case "not":
            return _fill_in(request, RefusalForm(plan))
    return _fill_in(request, TellForm(plan, initial=_as_typed(request)))


def _plan(request: HttpRequest, reference: str) -> Plan:
    asked: dict[str, Any] = {"viewer": viewer(request), "on": clock.today(), "by": who(request, Desk.CENTRE)}
    plan = sharing_plan(reference=reference, organisation=typed(request, "organisation"), **asked)
    if plan is None:
        raise Http404
    return plan


def _as_typed(request: HttpRequest) -> dict[str, Any]:
    """What comes back from the last page, to be changed."""
    lines = {name: typed(request, name) for name in TellForm.base_fields}
    return lines | {"people": request.POST.getlist("people")}


def _first(request: HttpRequest, plan: Plan, problem: str = "") -> HttpResponse:
    found = could_be_told(clock.today())
    page = {
        "held": held_at(request, Desk.CENTRE),
        "plan": plan,
        "organisations": [(each.reference, _offered(each)) for each in found],
        "problem": problem,
    }
    return render(request, "centre/sharing_new.html", page, status=400 if problem else 200)


def _offered(each: CouldBeTold) -> str:
    called = f"{each.name} ({each.kind_called})"
    return called if each.agreed else _("{organisation}: no agreement today").format(organisation=called)


def _tell(request: HttpRequest, plan: Plan, *, sends: bool) -> HttpResponse:
    """Look at what it would read or, on the last page, decide it."""
    form = TellForm(plan, request.POST)
    if not form.is_valid():
        return _fill_in(request, form, status=400)
    if not sends:
        return _check(request, form)
    decision = form.decision()
    try:
        press(request, lambda: share_family(reference=plan.reference, decision=decision, **_acting(request)).reference)
    except Refused as refused:
        return _fill_in(request, form, refused.reason, status_of(refused))
    return redirect("centre:sharing", reference=plan.reference)


def _refuse(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = RefusalForm(plan, request.POST)
    if not form.is_valid():
        return _fill_in(request, form, status=400)
    refusal = form.refusal()
    try:
        press(request, lambda: refuse_to_share(reference=plan.reference, refusal=refusal, **_acting(request)).reference)
    except Refused as refused:
        return _fill_in(request, form, refused.reason, status_of(refused))
    return redirect("centre:sharing", reference=plan.reference)


def _check(request: HttpRequest, form: TellForm) -> HttpResponse:
    """Exactly what the organisation would read, before anything is decided."""
    asked: dict[str, Any] = {"viewer": viewer(request), "on": clock.today(), "by": who(request, Desk.CENTRE)}
    decision, plan = form.decision(), form.plan
    found = would_show(reference=plan.reference, intended=decision, **asked)
    if found is None:
        raise Http404
    if not found.verdict:
        return _fill_in(request, form, found.verdict.reason, 400)
    page = {
        "held": held_at(request, Desk.CENTRE),
        "plan": plan,
        "decision": decision,
        "purpose": minimum().purposes[decision.purpose],
        "law": minimum().bases[decision.basis],
        "found": found,
        "sent": list(_sent(form)),
        "token": new_token(),
        "said": wording,
    }
    return render(request, "centre/sharing_check.html", page)


def _sent(form: TellForm) -> Iterator[tuple[str, str]]:
    """All that was typed, to go along."""
    for name in form.fields:
        value = form[name].value()
        yield from ((name, str(each)) for each in (value if isinstance(value, list) else [value or ""]))


def _fill_in(request: HttpRequest, form: TellForm | RefusalForm, problem: str = "", status: int = 200) -> HttpResponse:
    template = "centre/sharing_tell.html" if isinstance(form, TellForm) else "centre/sharing_refuse.html"
    page = {
        "held": held_at(request, Desk.CENTRE),
        "plan": form.plan,
        "errors": form.errors,
        "value": {name: _value(form, name) for name in form.fields},
        "laws": [(key.value, law.label) for key, law in minimum().bases.items() if key in _bases(form.plan)],
        "tiers": Tier.choices,
        "natures": Nature.choices,
        "directions": Direction.choices,
        "token": new_token(),
        "problem": problem,
        "said": wording,
    }
    return render(request, template, page, status=status)


def _value(form: forms.Form, name: str) -> Any:
    return form[name].value() or ("" if name != "people" else [])


def _bases(plan: Plan) -> set[LegalBasis]:
    """What any purpose of this kind of partner can stand on."""
    return {basis for each in plan.purposes for basis in minimum().purposes[each.key].bases}
