"""A page of the registration form, as the browser gets it and sends it back.

The form of a browser is known by a secret in a cookie that goes when the browser is closed: on a telephone that others
use, too, nothing stays behind. What comes back is kept as it was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fingerpost.base.audience import Audience, open_to
from fingerpost.base.headers import cookie_name
from fingerpost.desks.public import shortlist
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import centres_on, locate, my_centre, nearest_centres, picture_day
from fingerpost.registration.queries import Filled, own_form
from fingerpost.registration.queries.reading import name_of
from fingerpost.registration.rules.answers import Answers, day, text, texts
from fingerpost.registration.rules.asking import Asked, Filling, Step, options, questions, required
from fingerpost.registration.vocabulary import Kind

COOKIE: Final = "fingerpost-form"
LONGEST_COOKIE: Final = 100
PARTS: Final = ("day", "month", "year")
NEAR: Final = 3
OTHER: Final = "-other"

Choices = list[tuple[str, list[tuple[str, str, str]]]]
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A question on a page. choices: by heading, each with value, words and a hint. every: those to pick from."""

    path: str
    kind: Kind
    label: str
    hint: str
    why: str
    problem: str
    values: tuple[str, ...]
    choices: Choices
    every: list[tuple[str, str]]
    width: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A line of “check your answers”."""

    label: str
    said: str
    href: str


def page_of_the_form(view: View) -> View:
    """Declare on a view that it is part of the form: open to anyone, kept in no browser, sent by our pages alone."""

    @wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.method == "POST" and not shortlist.from_own_page(request):
            raise PermissionDenied
        return view(request, *arguments, **named)

    held: View = csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(checked)))
    return open_to(Audience.ANYONE)(held)


def secret_of(request: HttpRequest) -> str:
    """The secret that this browser holds; "" for none."""
    secret = request.COOKIES.get(cookie_name(COOKIE), "")
    return secret if len(secret) <= LONGEST_COOKIE else ""


def form_of(request: HttpRequest) -> Filled | None:
    """The form of this browser."""
    secret = secret_of(request)
    return own_form(secret) if secret else None


def remember(response: HttpResponse, secret: str, *, secure: bool) -> None:
    """Give the browser the secret, until it is closed."""
    response.set_cookie(cookie_name(COOKIE), secret, httponly=True, samesite="Lax", secure=secure)


def forget(response: HttpResponse) -> None:
    """Leave nothing behind."""
    response.delete_cookie(cookie_name(COOKIE), samesite="Lax")


def address(step: Step | None) -> str:
    """Where a page of the form is; after the last, “check your answers”."""
    if step is None:
        return reverse("public:register-check")
    page = step.page.key if step.page else "more"
    if step.number is None:
        return reverse("public:register-page", args=[step.section.key, page])
    return reverse("public:register-person-page", args=[step.section.key, step.number, page])


def read(filling: Filling, step: Step, posted: QueryDict) -> dict[str, list[str]]:
    """What was typed on a page, as it was typed; a question that is not there is answered with nothing."""
    return {each.path: _typed(each, posted) for each in questions(filling, step)}


def _typed(each: Asked, posted: QueryDict) -> list[str]:
    if each.question.kind is Kind.DATE:
        parts = [posted.get(f"{each.path}-{part}", "") for part in PARTS]
        return [_whole(part) for part in parts] if any(part.strip() for part in parts) else []
    if each.question.kind is Kind.CENTRE and (chosen := posted.get(f"{each.path}{OTHER}", "")):
        return [_whole(chosen)]
    return [_whole(typed) for typed in posted.getlist(each.path) if typed.strip()]


def _whole(typed: str) -> str:
    """As it was typed, but for what no database keeps."""
    return typed.replace("\x00", "").replace("\r\n", "\n")


def fields(filling: Filling, step: Step, problems: Mapping[str, str], authority: LocalAuthority) -> list[Field]:
    """The questions of a page with what was answered."""
    return [_field(filling, each, problems.get(each.path, ""), authority) for each in questions(filling, step)]


def _field(filling: Filling, each: Asked, problem: str, authority: LocalAuthority) -> Field:
    question = each.question
    kind = question.kind
    near, every = _centres(filling, each, authority) if kind is Kind.CENTRE else (_choices(filling, each), [])
    return Field(
        path=each.path,
        kind=kind,
        label=_label(filling, each),
        hint=question.help,
        why=question.why,
        problem=problem,
        values=_parts(filling.answers, each) if kind is Kind.DATE else _values(filling, each, near),
        choices=near,
        width={"short": "10", "half": "20"}.get(question.paper.width, ""),
        every=every,
    )


def _label(filling: Filling, each: Asked) -> str:
    label = each.label(name_of(filling, each.adult))
    spared = each.question.kind is Kind.TICK or each.question.consent or each.page.one_of
    return label if required(filling, each) or spared else _("{question} (optional)").format(question=label)


def _parts(answers: Answers, each: Asked) -> tuple[str, ...]:
    said = tuple(answers.get(each.path, ()))
    if len(said) == len(PARTS):
        return said
    told = day(said)
    return (str(told.day), str(told.month), str(told.year)) if told else ("".join(said), "", "")


def _values(filling: Filling, each: Asked, near: Choices) -> tuple[str, ...]:
    """What was answered; for the centre, to begin with, the one that serves the home."""
    said = texts(filling.answers, each.path)
    if each.question.kind is Kind.CENTRE and not said and near:
        return (near[0][1][0][0],)
    return said


def _choices(filling: Filling, each: Asked) -> Choices:
    if each.question.kind is Kind.YESNO:
        return [("", [("yes", _("Yes"), ""), ("no", _("No"), "")])]
    grouped: dict[str, list[tuple[str, str, str]]] = {}
    for option in options(filling, each):
        grouped.setdefault(option.group, []).append((option.value, option.label, option.hint))
    return list(grouped.items())


def _centres(filling: Filling, each: Asked, authority: LocalAuthority) -> tuple[Choices, list[tuple[str, str]]]:
    """The centre by reach and those nearest; and all of them. The postcode is used for this, and kept nowhere else."""
    today = picture_day(authority, filling.on)
    every = [(card.slug, card.name) for card in centres_on(authority, today)]
    near = _near(authority, text(filling.answers, "home/postcode"), today)
    if not near:
        return [], every
    chosen = texts(filling.answers, each.path)
    offered = [
        *near,
        *((slug, name, "") for slug, name in every if slug in chosen and slug not in {n[0] for n in near}),
    ]
    return [("", offered)], [("", ""), *every]


def _near(authority: LocalAuthority, code: str, today: date) -> list[tuple[str, str, str]]:
    located = locate(authority, code, today) if code else None
    if located is None or located.point is None:
        return []
    mine = my_centre(authority, located, today).by_reach
    near = [card for card, _metres in nearest_centres(authority, located.point, today, NEAR)]
    others = [(card.slug, card.name, card.town) for card in near if mine is None or card.id != mine.id]
    return ([(mine.slug, mine.name, _("The one for your postcode"))] if mine else []) + others
