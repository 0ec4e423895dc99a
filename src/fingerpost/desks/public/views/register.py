"""Registering online: one thing on each page, saved as it is typed, sent once.

"Register for a children's centre online." No account, no script, an old telephone and the back button are enough.
"""

from contextlib import suppress
from datetime import datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.desks.public import listing, registering
from fingerpost.desks.public.registering import Answered, page_of_the_form
from fingerpost.families.rules.ages import months_old
from fingerpost.places.queries import CentreCard, authority, centre_on, picture_day
from fingerpost.registration.operations import save_answers, send_form, start_form
from fingerpost.registration.operations.filling import Beginning, Changed, Closed
from fingerpost.registration.operations.pressing import PressedOtherwise, content_of, once
from fingerpost.registration.operations.returning import new_secret
from fingerpost.registration.queries import Filled, current, reading
from fingerpost.registration.rules.answers import Answers, day, texts
from fingerpost.registration.rules.asking import Filling, Step, questions, steps
from fingerpost.registration.rules.changing import seen, without
from fingerpost.registration.rules.checking import after, before, problems_of, step_at
from fingerpost.registration.rules.form import Form
from fingerpost.registration.vocabulary import FormState, Repeats
from fingerpost.timetable.queries.rows import rows
from fingerpost.timetable.queries.search import Search, find_sessions

CHECK: Final = "check"
OPEN: Final = {FormState.DRAFT, FormState.RETURNED}
SHORTEST_TOKEN: Final = 40
SESSIONS, AGES, MILES = 4, 2, 3
PREGNANT: Final = -1  # months


@page_of_the_form
def start(request: HttpRequest) -> HttpResponse:
    """What it is about, and the button that begins it. Pressed twice it begins one form."""
    filled = registering.form_of(request)
    going = filled is not None and filled.state in OPEN
    if request.method == "POST":
        return _begin(request)
    page = {"form": current(authority()).form, "going": going, "token": new_secret()}
    return render(request, "public/register_start.html", page)


def _begin(request: HttpRequest) -> HttpResponse:
    """The token of the page becomes the secret of the form: whoever presses twice comes to the same one."""
    token = request.POST.get("token", "")
    secret = token if SHORTEST_TOKEN <= len(token) <= registering.LONGEST_COOKIE else new_secret()
    beginning, now = Beginning(authority=authority(), secret=secret), clock.now()
    content = content_of(dict(request.POST.lists()))
    try:
        once(
            token=secret,
            scope="register",
            content=content,
            now=now,
            act=lambda: start_form(beginning=beginning, now=now),
        )
    except PressedOtherwise:
        return HttpResponseRedirect(reverse("public:register"))
    first = next(steps(Filling(form=current(authority()).form, answers={}, on=now.date())))
    response = HttpResponseRedirect(registering.address(first))
    registering.remember(response, secret, secure=request.is_secure())
    return response


@page_of_the_form
def page(request: HttpRequest, section: str, page: str, number: int | None = None) -> HttpResponse:
    """One page of the form."""
    filled = registering.form_of(request)
    if filled is None and request.method != "POST":
        return HttpResponseRedirect(reverse("public:register"))
    if filled is not None and filled.state not in OPEN and request.method != "POST":
        return HttpResponseRedirect(reverse("public:register-sent"))
    step, filling = _step(filled, section, page, number)
    if step is None:
        return HttpResponseRedirect(reverse("public:register-check"))
    if step.page is None:
        return _another(request, filled, filling, step)
    if request.method != "POST":
        return _show(request, filling, step)
    return _save(request, filled, filling, step)


def _step(filled: Filled | None, section: str, page: str, number: int | None) -> tuple[Step | None, Filling]:
    """The page that is asked for; None where it is not asked any more."""
    form = filled.form if filled else current(authority()).form
    _known(form, section, page)
    begun = "" if number is None else f"{section}/{number}"
    filling = Filling(form=form, answers=filled.answers if filled else {}, on=clock.today(), begun=begun)
    return step_at(filling, "/".join(str(part) for part in (section, number, page) if part is not None)), filling


def _known(form: Form, section: str, page: str) -> None:
    known = next((each for each in form.sections if each.key == section), None)
    if known is None or not (page in {each.key for each in known.pages} or (page == "more" and known.counts)):
        raise Http404


def _show(
    request: HttpRequest,
    filling: Filling,
    step: Step,
    *,
    status: int = 200,
    said: str = "",
    kept: Answers | None = None,
    complain: bool = False,
) -> HttpResponse:
    """A page with what was answered. kept: what stands on record, where that is something else by now."""
    found = {each.path: each.sentence for each in problems_of(filling, step)} if complain else {}
    back = before(filling, step.path)
    asked = list(questions(filling, step))
    standing = Filling(form=filling.form, answers=filling.answers if kept is None else kept, on=filling.on)
    return render(
        request,
        "public/register_page.html",
        {
            "form": filling.form,
            "step": step,
            "title": reading.title(step),
            "heading": reading.heading(filling, step),
            "fields": registering.fields(filling, step, found, authority()),
            "problems": found,
            "said": said,
            "others": [] if kept is None else _read_back(standing, step),
            "seen": seen(standing.answers, [each.path for each in asked]),
            "then": _then(request),
            "back": _back(request, back),
        },
        status=status,
    )


def _back(request: HttpRequest, step: Step | None) -> str:
    if _then(request) == CHECK:
        return reverse("public:register-check")
    return registering.address(step) if step else reverse("public:register")


def _then(request: HttpRequest) -> str:
    """Where to go afterwards: to “check your answers”, if that is where somebody came from."""
    asked = request.POST if request.method == "POST" else request.GET
    return CHECK if asked.get("then") == CHECK else ""


def _save(request: HttpRequest, filled: Filled | None, filling: Filling, step: Step) -> HttpResponse:
    """Keep what was typed, whatever it is, and go on or say what is wrong."""
    typed = registering.read(filling, step, request.POST)
    with_typed = Filling(form=filling.form, answers={**filling.answers, **typed}, on=filling.on, begun=filling.begun)
    now = clock.now()
    if filled is None:
        return _save_anew(request, with_typed, step, now)
    try:
        saved = save_answers(reference=filled.reference, typed=typed, now=now, shown=request.POST.get("seen"))
    except Changed as changed:
        return _show(request, with_typed, step, status=409, said=changed.reason, kept=changed.kept)
    except Closed as closed:
        return _show(request, with_typed, step, status=409, said=closed.reason)
    except Refused as refused:
        return _show(request, with_typed, step, status=422, said=refused.reason)
    return _go_on(request, saved.filling(filling.on), step)


def _save_anew(request: HttpRequest, filling: Filling, step: Step, now: datetime) -> HttpResponse:
    """The browser was closed meanwhile, or keeps no cookies for long: what was typed begins a new form."""
    secret = new_secret()
    beginning = Beginning(authority=authority(), secret=secret, answers=filling.answers)
    start_form(beginning=beginning, now=now)
    response = _go_on(request, filling, step)
    registering.remember(response, secret, secure=request.is_secure())
    return response


def _go_on(request: HttpRequest, filling: Filling, step: Step) -> HttpResponse:
    if any(problems_of(filling, step)):
        return _show(request, filling, step, status=422, complain=True)
    onward = None if _then(request) == CHECK else after(filling, step.path)
    return HttpResponseRedirect(registering.address(onward))


def _another(request: HttpRequest, filled: Filled | None, filling: Filling, step: Step) -> HttpResponse:
    """Who was told about so far, and whether there is somebody else; somebody can be left out again."""
    repeats = step.section.repeats
    if filled is None or repeats is None:
        return HttpResponseRedirect(reverse("public:register"))
    if request.method != "POST":
        return _show_people(request, filling, step)
    if (gone := request.POST.get("remove", "")).isdecimal() and filling.count(repeats) > 1:
        _leave_out(filled, filling, repeats, int(gone[:3]), request.POST.get("seen", ""))
        return HttpResponseRedirect(registering.address(step))
    if request.POST.get("more") == "yes":
        onward = Step(section=step.section, page=step.section.pages[0], number=filling.count(repeats))
        return HttpResponseRedirect(registering.address(onward))
    if request.POST.get("more") == "no":
        return HttpResponseRedirect(registering.address(after(filling, step.path)))
    return _show_people(request, filling, step, problem=_("Choose yes or no."))


def _leave_out(filled: Filled, filling: Filling, repeats: Repeats, number: int, shown: str) -> None:
    """Leave somebody out; where the list is another one by now, nobody."""
    kept = without(filling.form, filling.answers, repeats, number)
    with suppress(Changed, Closed):
        save_answers(reference=filled.reference, typed=kept, now=clock.now(), shown=shown, whole=True)


def _show_people(request: HttpRequest, filling: Filling, step: Step, problem: str = "") -> HttpResponse:
    number = filling.count(step.section.repeats or Repeats.ADULTS)
    people = [Step(section=step.section, page=step.section.pages[0], number=each) for each in range(number)]
    page = {
        "form": filling.form,
        "step": step,
        "title": step.section.title,
        "seen": seen(filling.answers, filling.answers),
        "people": [(each.number, reading.heading(filling, each), registering.address(each)) for each in people],
        "problem": problem,
        "back": _back(request, before(filling, step.path)),
    }
    return render(request, "public/register_more.html", page, status=422 if problem else 200)


@page_of_the_form
def check(request: HttpRequest) -> HttpResponse:
    """Everything that was answered, with a way to change it, and the button that sends it."""
    if request.method == "POST":
        return _send(request)
    filled = registering.form_of(request)
    if filled is None:
        return HttpResponseRedirect(reverse("public:register"))
    if filled.state not in OPEN:
        return HttpResponseRedirect(reverse("public:register-sent"))
    return _show_check(request, filled)


def _send(request: HttpRequest) -> HttpResponse:
    """The last press. The form is read once, while it is held; and again only to say why it cannot be sent."""
    try:
        send_form(secret=registering.secret_of(request), now=clock.now(), shown=request.POST.get("seen"))
    except Refused as refused:
        filled, status = registering.form_of(request), 409 if isinstance(refused, Changed) else 422
        if filled is None:
            return HttpResponseRedirect(reverse("public:register"))
        return _show_check(request, filled, said=refused.reason, status=status)
    return HttpResponseRedirect(reverse("public:register-sent"))


def _show_check(request: HttpRequest, filled: Filled, *, said: str = "", status: int = 200) -> HttpResponse:
    filling = filled.filling(clock.today())
    every = [step for step in steps(filling) if step.page]
    wrong = [(each.sentence, _change(step)) for step in every for each in problems_of(filling, step)]
    page = {
        "form": filling.form,
        "parts": _parts(filling),
        "to_do": wrong,
        "said": said,
        "seen": seen(filling.answers, filling.answers),
        "back": registering.address(every[-1]),
    }
    return render(request, "public/register_check.html", page, status=status)


def _parts(filling: Filling) -> list[tuple[str, list[Answered]]]:
    """The answers person by person and section by section, each with a way to change it."""
    found = reading.parts(filling, authority())
    return [(part.heading, [_answered(line) for line in part.lines]) for part in found]


def _read_back(filling: Filling, step: Step) -> list[Answered]:
    return [_answered(line) for line in reading.lines(filling, step, authority())]


def _answered(line: reading.Line) -> Answered:
    return Answered(line.label, line.said, _change(line.step))


def _change(step: Step) -> str:
    return f"{registering.address(step)}?then={CHECK}"


@page_of_the_form
def sent(request: HttpRequest) -> HttpResponse:
    """That it came to us, what happens next, and what is on this week. Nothing of what was typed."""
    filled = registering.form_of(request)
    if filled is None or filled.state in OPEN:
        return HttpResponseRedirect(reverse("public:register"))
    ours, today = authority(), clock.today()
    centre = centre_on(ours, filled.centre, picture_day(ours, today))
    page = {"reference": filled.reference, "centre": centre, "sessions": _sessions(filled, centre)}
    response = render(request, "public/register_sent.html", page)
    if request.method == "POST":
        response = HttpResponseRedirect(reverse("public:home"))
        registering.forget(response)
    return response


def _sessions(filled: Filled, centre: CentreCard | None) -> str:
    """A few sessions of the coming week near the centre, for the ages that were told."""
    if centre is None:
        return ""
    now = clock.now()
    hits = []
    for age in _ages(filled)[:AGES]:
        search = Search(now.date(), point=centre.point, within_miles=MILES, age_months=age, page_size=SESSIONS)
        hits.extend(find_sessions(search, now).hits)
    few = list({hit.session_id: hit for hit in hits}.values())[:SESSIONS]
    return listing.cards(listing.shown(few, rows(hit.session_id for hit in few), ()), with_day=True)


def _ages(filled: Filled) -> list[int]:
    """The ages of the children, in months; before birth, pregnancy's."""
    filling, found = filled.filling(clock.today()), []
    for number in range(filling.count(Repeats.CHILDREN)):
        born = day(texts(filling.answers, f"children/{number}/date_of_birth"))
        found.append(months_old(born, filling.on) if born else PREGNANT)
    return list(dict.fromkeys(found))
