"""The form as a document to print or to fill in on a screen: A4, tagged, in the family's language.

"You can also print out and send us a paper form."
"""

from typing import Final

import segno
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from fingerpost.base.typesetting import typeset
from fingerpost.registration.rules.form import Form
from fingerpost.registration.rules.sheet import CODE, Sheet, sheet
from fingerpost.registration.rules.words import Language

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


def paper_form(
    form: Form,
    language: Language,
    *,
    authority_name: str,
    address: str,
    centre: tuple[str, str] = ("", ""),
    more: bool = False,
    large: bool = False,
    colours: str = "",
) -> bytes:
    """The form as a PDF. address: where the form can be filled in online. centre: its slug and name.

    Raises NoTypesetter.
    """
    made = sheet(form, language, centre=centre[0], more=more)
    page = page_of(made, authority_name=authority_name, address=address, centre=centre[1], large=large)
    return typeset(page, colours, style="paper-form", to_fill_in=True)


def page_of(sheet: Sheet, *, authority_name: str, address: str, centre: str, large: bool) -> str:
    """The page of HTML that a sheet is set from."""
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
