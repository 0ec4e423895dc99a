"""fingerpost paper-form: the registration form as PDFs to print, in every language, or in one and for one centre."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fingerpost.base import clock
from fingerpost.base.typesetting import NoTypesetter
from fingerpost.brand import stylesheet
from fingerpost.places.queries import NoAuthority, authority, centre_on, picture_day
from fingerpost.registration.queries import current
from fingerpost.registration.queries.paper import page_of, paper_form
from fingerpost.registration.rules.sheet import sheet
from fingerpost.registration.rules.words import languages


class Command(BaseCommand):
    help = "Write the registration form as PDFs to print or to fill in on a screen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the documents are written")
        parser.add_argument("--language", choices=languages(), help="in this language alone")
        parser.add_argument("--centre", default="", metavar="SLUG", help="for this centre")
        parser.add_argument("--address", default="", metavar="URL", help="where families register online")
        parser.add_argument("--large", action="store_true", help="in large print")
        parser.add_argument("--more", action="store_true", help="the continuation sheet for larger families")

    def handle(self, *_args: Any, folder: Path, language: str | None, centre: str, **options: Any) -> None:
        name = _name_of(centre)
        folder.mkdir(parents=True, exist_ok=True)
        for code in [language] if language else languages():
            path = folder / f"{'-'.join(_words(code, centre, **options))}.pdf"
            path.write_bytes(_document(code, centre, name, **options))
            self.stdout.write(str(path))


def _name_of(slug: str) -> str:
    try:
        ours = authority()
    except NoAuthority as none:
        raise CommandError("No authority is loaded. Run load-authority or load-centres first.") from none
    card = centre_on(ours, slug, picture_day(ours, clock.today())) if slug else None
    if slug and card is None:
        raise CommandError(f"There is no centre {slug}.")
    return card.name if card else ""


def _words(code: str, centre: str, *, large: bool, more: bool, **_: Any) -> list[str]:
    """What a document is called by: `register`, `pl`, `oak-tree`, `large`."""
    return ["register", code, *filter(None, [centre, "large" if large else "", "more" if more else ""])]


def _document(code: str, centre: str, name: str, *, address: str, large: bool, more: bool, **_: Any) -> bytes:
    ours = authority()
    made = sheet(current(ours).form, languages()[code], centre=centre, more=more)
    page = page_of(made, authority_name=ours.name, address=address, centre=name, large=large)
    try:
        return paper_form(page, stylesheet(ours.brand_colour, ours.accent_colour))
    except NoTypesetter as missing:
        raise CommandError("This machine cannot set documents: install pango (see docs/operations.md).") from missing
