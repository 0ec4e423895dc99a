"""A shortlist that needs no account: references of sessions in a cookie of the reader's own browser.

Nothing is kept on our side. A cookie is what a stranger sends, so it is read as one: only references that are
shaped like ours, each once, and no more than a page can hold.
"""

import re
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from fingerpost.base.headers import cookie_name
from fingerpost.base.identifiers import ALPHABET, LENGTH

COOKIE = "shortlist"
MOST = 30
SIXTY_DAYS = 60 * 24 * 60 * 60
REFERENCE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def references(text: str) -> tuple[str, ...]:
    """The references in a text that separates them with a dot or a comma; whatever else is in it is left out."""
    found = (part for part in re.split(r"[.,]", text[: MOST * (LENGTH + 1) * 2]) if REFERENCE.fullmatch(part))
    return tuple(dict.fromkeys(found))[:MOST]


def kept(request: HttpRequest) -> tuple[str, ...]:
    """What this browser keeps, oldest first."""
    cookie = request.COOKIES.get(cookie_name(COOKIE), "") if request.COOKIES else ""
    return references(cookie) if cookie else ()


def with_one_more(kept_now: tuple[str, ...], reference: str) -> tuple[str, ...]:
    """The list with a reference added. What is not a reference changes nothing; a full list stays as it is."""
    return references(".".join([*kept_now, reference]))


def without(kept_now: tuple[str, ...], reference: str) -> tuple[str, ...]:
    return tuple(one for one in kept_now if one != reference)


def remember(response: HttpResponse, keep: Iterable[str], *, secure: bool) -> None:
    """Put the list into the reader's browser for sixty days, or take it out when nothing is left."""
    value = ".".join(keep)
    if not value:
        response.delete_cookie(cookie_name(COOKIE), samesite="Lax")
        return
    response.set_cookie(cookie_name(COOKIE), value, max_age=SIXTY_DAYS, httponly=True, samesite="Lax", secure=secure)


def from_own_page(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours, as every browser tells: by Origin, or by Referer in an old one.

    It takes the place of a token, which would put a cookie into the browser of everyone who only looks.
    """
    told = request.headers.get("Origin") or request.headers.get("Referer", "")
    ours = f"{request.scheme}://{request.get_host()}"
    return told == ours or told.startswith(f"{ours}/")


def own_path(request: HttpRequest, target: str, otherwise: str) -> str:
    """Where to go back to: a path of this site, never an address that someone else put into the form."""
    ours = target.startswith("/") and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours else otherwise
