"""Stopping and coming back: a link by e-mail, without an account, that works once."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fingerpost.accounts.gate import hold_back
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.desks.public import registering
from fingerpost.desks.public.registering import page_of_the_form
from fingerpost.registration.operations import keep_address, open_link, send_link
from fingerpost.registration.operations.pressing import new_token, press
from fingerpost.registration.operations.returning import TOO_LATE
from fingerpost.registration.queries import link_works, own_form
from fingerpost.registration.rules.checking import first_to_do

LONGEST = 254


@page_of_the_form
def save(request: HttpRequest) -> HttpResponse:
    """Stop here: send a link to come back with, and leave nothing in this browser."""
    filled = registering.form_of(request)
    if filled is None:
        return HttpResponseRedirect(reverse("public:register-back"))
    if request.method != "POST":
        return _ask(request, saving=True)
    email, problem = _address(request)
    if problem:
        return _ask(request, saving=True, typed=email, problem=problem)
    try:
        _once(
            request,
            email,
            lambda now: keep_address(reference=filled.reference, email=email, address_of=_link(request), now=now),
        )
    except Refused as refused:
        return _ask(request, saving=True, typed=email, problem=refused.reason)
    response = render(request, "public/register_saved.html", {"sure": True})
    registering.forget(response)
    return response


@page_of_the_form
def back(request: HttpRequest) -> HttpResponse:
    """Ask for a new link. The answer is the same whether we know the address or not."""
    if request.method != "POST":
        return _ask(request, saving=False)
    email, problem = _address(request)
    if problem:
        return _ask(request, saving=False, typed=email, problem=problem)
    try:
        _once(request, email, lambda now: send_link(email=email, address_of=_link(request), now=now))
    except Refused as refused:
        return _ask(request, saving=False, typed=email, problem=refused.reason)
    return render(request, "public/register_saved.html", {"sure": False})


@page_of_the_form
def link(request: HttpRequest, code: str) -> HttpResponse:
    """Where a mailed link leads. Programs that look into mail follow links: only a press of the button uses it up."""
    if request.method != "POST":
        return _lead_in(request, "" if link_works(code, clock.now()) else str(TOO_LATE))
    try:
        secret = open_link(code=code, now=clock.now())
    except Refused as refused:
        return _lead_in(request, refused.reason)
    filled = own_form(secret)
    onward = first_to_do(filled.filling(clock.today())) if filled else None
    response = HttpResponseRedirect(registering.address(onward))
    registering.remember(response, secret, secure=request.is_secure())
    return response


def _lead_in(request: HttpRequest, problem: str) -> HttpResponse:
    return render(request, "public/register_link.html", {"problem": problem}, status=404 if problem else 200)


def _once(request: HttpRequest, email: str, send: Callable[[datetime], None]) -> None:
    """Send one mail, however often the button is pressed; and few to one letter box. Raises Refused."""
    now = clock.now()

    def act() -> str:
        hold_back(request, "send_form_link", about=email.lower())
        send(now)
        return "sent"

    press(request.POST, scope="register-link", now=now, act=act)


def _ask(request: HttpRequest, *, saving: bool, typed: str = "", problem: str = "") -> HttpResponse:
    page = {"saving": saving, "typed": typed, "problem": problem, "token": new_token()}
    return render(request, "public/register_save.html", page, status=422 if problem else 200)


def _address(request: HttpRequest) -> tuple[str, str]:
    typed = request.POST.get("email", "").replace("\x00", "").strip()[:LONGEST]
    try:
        validate_email(typed)
    except ValidationError:
        return typed, _("Write an e-mail address, like name@example.com.")
    return typed, ""


def _link(request: HttpRequest) -> str:
    """The address of a link, with `{code}` where the code goes."""
    there = reverse("public:register-link", args=["code"])
    return request.build_absolute_uri(there).replace("/code/", "/{code}/")
