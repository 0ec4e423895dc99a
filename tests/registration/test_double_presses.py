"""Every form of registering, pressed twenty times at once, has one effect; and without the guard it has not.

ROUNDS says how often: once here, a thousand times in `make soak`.
"""

import os
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from fingerpost.audit.models import Event
from fingerpost.base import clock
from fingerpost.desks.public.views import register
from fingerpost.registration.models import FilledForm
from fingerpost.registration.operations import filling, pressing, scanning
from fingerpost.registration.operations.pressing import Pressed, PressedOtherwise, new_token, once
from fingerpost.registration.queries import own_form
from fingerpost.registration.queries.decoding import Decoded
from fingerpost.registration.queries.filled import Held, held_form
from fingerpost.registration.rules.changing import seen
from fingerpost.registration.rules.pictures import Picture
from tests.factories.county import County
from tests.factories.forms import LEAST, make_draft

ROUNDS = int(os.environ.get("ROUNDS", "1"))
TIMES = 20
OURS = {"Origin": "http://testserver"}
NAME = reverse("public:register-person-page", args=["adults", 0, "name"])
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(press: Callable[[], Any]) -> list[Any]:
    """What comes of pressing twenty times at one moment; a failure is what came of it, too."""
    together, came = Barrier(TIMES), []

    def run() -> None:
        together.wait()
        try:
            came.append(press())
        except Exception as failure:  # noqa: BLE001 - what a visitor would see as a broken page
            came.append(failure)
        finally:
            connection.close()

    presses = [Thread(target=run) for _ in range(TIMES)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    return came


def presser(address: str, typed: dict[str, str], secret: str = "") -> Callable[[], int]:
    """A browser with a form of its own that sends this; gives the status of the answer."""

    def press() -> int:
        browser = Client(headers=OURS)
        if secret:
            browser.cookies["fingerpost-form"] = secret
        return int(browser.post(address, typed).status_code)

    return press


def written(operation: str) -> int:
    return Event.objects.filter(operation=operation).count()


def start(_county: County) -> tuple[str, Callable[[], int]]:
    return "start form", presser(reverse("public:register"), {"token": f"the-token-of-a-page-{new_token()}"})


def save(county: County) -> tuple[str, Callable[[], int]]:
    secret = new_token()
    make_draft(county.authority, {}, now=clock.now(), secret=secret)
    return "save form", presser(NAME, {"seen": seen({}, []), "adults/0/given_name": "Amara"}, secret)


def send(county: County) -> tuple[str, Callable[[], int]]:
    secret = new_token()
    make_draft(county.authority, LEAST | {"home/centre": county.centres[0].slug}, now=clock.now(), secret=secret)
    form = own_form(secret)
    assert form is not None
    return "send form", presser(reverse("public:register-check"), {"seen": seen(form.answers, form.answers)}, secret)


def stop(county: County) -> tuple[str, Callable[[], int]]:
    secret = new_token()
    make_draft(county.authority, {}, now=clock.now(), secret=secret)
    typed = {"email": "amara@example.com", "token": new_token()}
    return "send link to form", presser(reverse("public:register-save"), typed, secret)


def on_paper(_county: County) -> tuple[str, Callable[[], int]]:
    token = new_token()

    def press() -> int:
        typed = {"centre": "oak-tree", "token": token, "file": SimpleUploadedFile("form.jpg", b"a photo")}
        return int(Client(headers=OURS).post(reverse("public:paper-send"), typed).status_code)

    return "keep scan", press


@pytest.fixture(autouse=True)
def _read_at_once(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """A scan is decoded by a process of its own, and little comes from one place; that is tried elsewhere."""
    page = Picture(b"a page", 1, 1)
    monkeypatch.setattr(scanning, "decoded", lambda _content: Decoded([page]))
    often = dict.fromkeys(("send_paper_form", "send_form_link"), "1000000/10m/ip")
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **often}


FORMS = pytest.mark.parametrize("form", [start, save, send, stop, on_paper])


@FORMS
def test_twenty_presses_have_one_effect(form, county):
    for _round in range(ROUNDS):
        operation, press = form(county)
        before = written(operation)
        answers = at_once(press)
        assert len(set(answers)) == 1, answers
        assert answers[0] in {200, 302}
        assert written(operation) == before + 1


@FORMS
def test_without_the_guards_it_would_be_seen(form, county, monkeypatch):
    unguard(monkeypatch)
    operation, press = form(county)
    before = written(operation)
    answers = at_once(press)
    assert len(set(answers)) > 1 or written(operation) != before + 1


def unguard(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it would be without the table of presses, and without a form being held while it is changed."""

    def unguarded(*, act: Callable[[], str], **_rest: Any) -> Pressed:
        return Pressed(act(), again=False)

    both_have_read = Barrier(2)

    def not_held(reference: str) -> FilledForm:
        form = FilledForm.objects.told("a test").select_related("version", "centre", "group").get(reference=reference)
        both_have_read.wait(10)  # twenty are ten times two
        return form

    def not_held_to_send(reference: str, secret: str = "") -> Held:
        form = held_form(reference=reference, secret=secret)
        assert form is not None
        both_have_read.wait(10)
        return form

    monkeypatch.setattr(register, "once", unguarded)
    monkeypatch.setattr(pressing, "once", unguarded)
    monkeypatch.setattr(filling, "held", not_held)
    monkeypatch.setattr(filling, "held_to_send", not_held_to_send)


def test_the_same_again_is_answered_as_before(county):
    token, done = new_token(), []

    def act() -> str:
        done.append(1)
        return "7kq2mxw9tb"

    presses = [once(token=token, scope="a", content="x", now=clock.now(), act=act) for _press in range(3)]
    assert [press.answer for press in presses] == ["7kq2mxw9tb"] * 3
    assert [press.again for press in presses] == [False, True, True]
    assert len(done) == 1


def test_something_else_under_the_same_token_is_refused_and_says_so(county):
    token = new_token()
    once(token=token, scope="a", content="x", now=clock.now(), act=lambda: "first")
    with pytest.raises(PressedOtherwise, match="with other answers") as refused:
        once(token=token, scope="a", content="y", now=clock.now(), act=lambda: "second")
    assert refused.value.answer == "first"


def test_what_failed_can_be_pressed_again(county):
    token = new_token()
    with pytest.raises(ZeroDivisionError):
        once(token=token, scope="a", content="x", now=clock.now(), act=lambda: str(1 // 0))
    assert not once(token=token, scope="a", content="x", now=clock.now(), act=lambda: "done").again
