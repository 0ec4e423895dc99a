"""Double presses: the same form sent twice does its work once, and is answered twice.

A token alone would silently drop what somebody changed after going back. So the press is kept with a hash of what was
sent: the same again is answered as before, anything else is refused, and whoever sent it is told and loses nothing.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from fingerpost.base.verdict import Refused
from fingerpost.registration.models import Press

SCOPE: Final = 60  # letters


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of a press. again: nothing was done, and this is what came of it the first time."""

    answer: str
    again: bool


class PressedOtherwise(Refused):
    """This form was sent before, with other answers. answer: what came of those. A machine is told 409."""

    def __init__(self, answer: str) -> None:
        super().__init__(_("You sent this already, with other answers. Look at it again before you send it once more."))
        self.answer = answer


def new_token() -> str:
    """For a hidden field of a form, new each time that the form is shown."""
    return secrets.token_urlsafe(24)


def content_of(typed: Mapping[str, Sequence[str]], files: Iterable[bytes] = ()) -> str:
    """What stands for everything that was sent, but for tokens."""
    said = {name: list(values) for name, values in typed.items() if name not in {"token", "csrfmiddlewaretoken"}}
    sent = [sha256(file).hexdigest() for file in files]
    return sha256(json.dumps([said, sent], sort_keys=True).encode()).hexdigest()


def press(sent: QueryDict, *, scope: str, now: datetime, act: Callable[[], str], files: Iterable[bytes] = ()) -> str:
    """Do what a form asks for, once, however often it is sent; what came of it. Raises Refused, PressedOtherwise.

    sent: with a `token` that was hidden in the form; without one, each time counts. files: what was sent with it.
    """
    token, content = sent.get("token") or new_token(), content_of(dict(sent.lists()), files)
    return once(token=token, scope=scope[:SCOPE], content=content, now=now, act=act).answer


def status_of(refused: Refused) -> int:
    """What a machine is told of a form that is shown again."""
    return 409 if isinstance(refused, PressedOtherwise) else 400


@transaction.atomic
def once(*, token: str, scope: str, content: str, now: datetime, act: Callable[[], str]) -> Pressed:
    """Do it, unless this token did it in this scope before. Both are one transaction. Raises PressedOtherwise.

    act: does the work and says in a few letters what came of it, such as a reference; what it raises undoes the press.
    """
    # With the token, which nobody keeps, so that what was sent cannot be guessed from what is kept of it.
    content = sha256(f"{token} {content}".encode()).hexdigest()
    press = Press(token=sha256(token.encode()).hexdigest(), scope=scope, content=content, pressed_at=now)
    try:
        with transaction.atomic():
            press.save(force_insert=True)  # waits for whoever pressed at the same time
    except IntegrityError:
        before = Press.objects.get(token=press.token, scope=scope)
        if before.content != content:
            raise PressedOtherwise(before.answer) from None
        return Pressed(before.answer, again=True)
    press.answer = act()
    press.save(update_fields=["answer"])
    return Pressed(press.answer, again=False)
