"""The form as a document to print or to fill in on a screen: A4, tagged, in the family's language.

"You can also print out and send us a paper form."
"""

from typing import Final

import segno
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from fingerpost.base.typesetting import typeset
from fingerpost.registration.rules.sheet import CODE, Sheet

STYLE: Final = "paper-form"
# What we say around the questions, in English; the words of each language have it too.
SAID: Final = {
    "capitals": "Write in capital letters, in black or blue, and tick the boxes. "
    "Or fill the form in on a screen and save it.",
    "back": "Bring it to your centre, post it, or send it from our website. "
    "If something is hard, leave it out: we will help.",
    "optional": "You can leave out everything that has no star (*), and still use all that we offer.",
    "unreviewed": "Nobody has checked this translation yet. The English words are the ones that count.",
    "more": "Further people: hand this in together with the form.",
}


# For the people at the centre, on every sheet in English.
DESK: Final = {
    "title": "For the centre",
    "seen": "Who took it in, and the day",
    "entered": "Who keyed it in, and the day",
    "code": "Code of this sheet",
}


def paper_form(page: str, colours: str) -> bytes:
    """The form as a PDF, from `page_of`. Raises NoTypesetter."""
    return typeset(page, colours, style=STYLE, to_fill_in=True)


def page_of(sheet: Sheet, *, authority_name: str, address: str, centre: str = "", large: bool = False) -> str:
    """The page of HTML that a sheet is set from. address: where the form can be filled in online. centre: its name."""
    return render_to_string(
        "paper/registration.html",
        {
            "sheet": sheet,
            "authority": {"name": authority_name},
            "centre": centre,
            "large": large,
            "picture": picture_of(f"{address}?sheet={sheet.code}"),
            "said": {key: sheet.language.say(english) for key, english in SAID.items()},
            "desk": DESK,
            "code_field": CODE,
        },
    )


def picture_of(address: str) -> SafeString:
    """A square that a phone's camera reads: it leads to the form online, and names the sheet."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None, title=address
    )
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 - drawn by segno, which escapes
