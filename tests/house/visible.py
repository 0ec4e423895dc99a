"""What a reader of a page meets: its text, and the words in attributes that are read out."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

UNSEEN = {"script", "style", "code", "template"}
SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
# Of a website or a mailbox: the same in every language.
ADDRESS = re.compile(r"(?:https?://|\btestserver)[^\s⟧]+|[\w.+-]+@[\w.-]+|\b[\w-]+(?:\.[\w-]+)+\b")
BETWEEN = "\n"
LETTERS = re.compile(r"[^\W\d_]{2,}")


class VisibleText(HTMLParser):
    """Collects what is seen or read out, piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = 0
        self._joined = False  # a <wbr> breaks a line, not a word

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in UNSEEN
        self._joined = tag == "wbr"
        values = dict(attrs)
        self.pieces += [value for name in SPOKEN_ATTRIBUTES if (value := values.get(name))]
        if tag == "meta" and values.get("name") == "description":
            self.pieces.append(values.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        if self._unseen or not data.strip():
            return
        before = self.pieces.pop() if self._joined and self.pieces else ""
        self.pieces.append(before + " ".join(data.split()))
        self._joined = False


def visible(html: str) -> list[str]:
    """Every piece of text of a page."""
    parser = VisibleText()
    parser.feed(html)
    return parser.pieces


def untranslated(html: str, data: Iterable[str]) -> list[str]:
    """What is left of the page when its translations and its data are taken out, where that still has words.

    A translation may hold mark-up, so it may run over several pieces; and it may hold another translation.
    """
    rest = ADDRESS.sub(" ", BETWEEN.join(visible(html))).casefold()
    while (shorter := BRACKETED.sub(" ", rest)) != rest:
        rest = shorter
    for value in sorted({value.casefold() for value in data if len(value) > 1}, key=len, reverse=True):
        rest = rest.replace(value, " ")
    return [piece.strip() for piece in rest.split(BETWEEN) if LETTERS.search(piece)]
