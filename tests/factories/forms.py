"""Answers to the form that ships: the least that registers, and those of a whole family."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fingerpost.registration.rules.asking import Filling
from fingerpost.registration.rules.form import shipped
from fingerpost.registration.vocabulary import Door

if TYPE_CHECKING:
    from fingerpost.places.models import LocalAuthority
    from tests.factories.county import County

TODAY = date(2026, 11, 22)
Typed = Mapping[str, str | Sequence[str]]

LEAST: dict[str, str | Sequence[str]] = {
    "adults/0/given_name": "Suharto",
    "adults/0/no_contact": "yes",
    "home/hidden": "no",
    "home/stay": "none",
    "home/centre": "brook-lane",
    "children/0/born": "expected",
    "children/0/due_on": ["27", "3", "2027"],
    "children/0/relationship/0": "father",
    "agreement/read": "yes",
}
WHOLE: dict[str, str | Sequence[str]] = LEAST | {
    "adults/0/given_name": "Amara",
    "adults/0/family_name": "Oatenshaw",
    "adults/0/date_of_birth": ["27", "3", "1996"],
    "adults/0/no_contact": "",
    "adults/0/mobile": "07700 900 982",
    "adults/0/email": "amara@example.com",
    "adults/0/safe": ["text", "email", "letter"],
    "adults/0/preferred": "text",
    "adults/1/given_name": "Suharto",
    "adults/1/living": "elsewhere",
    "adults/1/address": "9 Mill Row\nBrookstead",
    "adults/1/postcode": "WM1 2AB",
    "adults/1/told": "yes",
    "adults/1/agreed": "yes",
    "adults/1/home_phone": "01632 960 001",
    "home/stay": "settled",
    "home/address": "4 Brook Lane\nBrookstead",
    "home/postcode": "wm1 1aa",
    "children/0/expected": "2",
    "children/0/relationship/0": "mother",
    "children/0/relationship/1": "father",
    "children/0/responsibility/0": "yes",
    "children/1/born": "born",
    "children/1/given_name": "Tobi",
    "children/1/date_of_birth": "27 March 2024",
    "children/1/relationship/0": "mother",
    "children/1/relationship/1": "father",
    "help/wishes": ["speech-and-language"],
    "choices/share": ["health_visiting"],
    "choices/newsletter": "yes",
    "photos/1/uses": ["display"],
}

OF_THE_OKOYES: dict[str, str | Sequence[str]] = WHOLE | {
    "adults/0/family_name": "Okoye",
    "adults/0/date_of_birth": ["2", "5", "1994"],
    "adults/0/mobile": "07700 900 111",
    "home/address": "7 Larkspur Way",
    "home/postcode": "WM1 2AB",
    "children/1/family_name": "Okoye",
    "children/1/date_of_birth": "29 February 2024",
}
"""The family that `tests.factories.families` makes, who fill in a form again."""


def answers(typed: Typed) -> dict[str, list[str]]:
    """Answers as they are kept."""
    return {path: [said] if isinstance(said, str) else list(said) for path, said in typed.items()}


def filling(typed: Typed | None = None, *, door: Door = Door.ONLINE, on: date = TODAY, **changed: Any) -> Filling:
    """The form that ships with these answers; `changed` in the manner of `adults__0__given_name="Amara"`."""
    given = {**(LEAST if typed is None else typed), **{path.replace("__", "/"): said for path, said in changed.items()}}
    return Filling(form=shipped(), answers=answers(given), on=on, door=door)


def make_draft(authority: "LocalAuthority", typed: Typed | None = None, *, now: datetime, secret: str = "") -> str:
    """A form that is being filled in online; gives its reference."""
    from fingerpost.registration.operations import start_form
    from fingerpost.registration.operations.filling import Beginning

    told = answers(LEAST if typed is None else typed)
    return start_form(beginning=Beginning(authority=authority, secret=secret, answers=told), now=now)


def make_sent(county: "County", typed: Typed | None = None, *, now: datetime) -> str:
    """A form that was sent to a centre of the county; gives its reference."""
    from fingerpost.registration.operations import send_form

    told = {**(LEAST if typed is None else typed), "home/centre": county.centres[0].slug}
    reference = make_draft(county.authority, told, now=now)
    return send_form(reference=reference, now=now).reference


def make_paper_form(county: "County", content: bytes = b"") -> str:
    """A scan that came to the county's group and waits to be keyed in; gives its reference."""
    from fingerpost.base import clock
    from fingerpost.registration.operations import take_in
    from fingerpost.registration.operations.scanning import Came

    came = Came(contents=[content or photo()], authority=county.authority, group=county.group.slug)
    return take_in(came=came, now=clock.now(), by="a test")


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **how: Any) -> bytes:
    """A picture as a phone sends it."""
    from io import BytesIO

    from PIL import Image

    kept = BytesIO()
    Image.new("RGB", size, "grey").save(kept, kind, **how)
    return kept.getvalue()


def make_link(authority: "LocalAuthority", code: str = "a-code-that-came-by-mail") -> str:
    """A link back to a form, that was mailed and not used; gives its code."""
    from fingerpost.base import clock
    from fingerpost.registration.models import FilledForm
    from fingerpost.registration.operations.returning import A_LINK_WORKS
    from fingerpost.registration.queries.filled import hashed

    if not FilledForm.objects.told("a test").filter(link_hash=hashed(code)).exists():
        reference, until = make_draft(authority, now=clock.now()), clock.now() + A_LINK_WORKS
        form = FilledForm.objects.told("a test").filter(reference=reference)
        form.update(link_hash=hashed(code), link_until=until)
    return code
