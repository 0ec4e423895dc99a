"""Names from everywhere: one word or many, with accents or in other letters; how they are searched and masked."""

import unicodedata
from datetime import date


def sought(*names: str) -> str:
    """Names as they are searched: `Zoë O’Hara` is `zoe o'hara`."""
    folded = " ".join(names).casefold().replace("’", "'")
    if folded.isascii() and folded.isprintable():  # nothing to take apart, and nine of ten names are so
        return " ".join(folded.split())
    apart = unicodedata.normalize("NFKD", folded)
    plain = "".join(letter for letter in apart if letter.isprintable() and not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def masked(name: str) -> str:
    """`Kofi Osei` as `K… O…`: enough to tell two apart, too little to know who it is."""
    return " ".join(f"{word[0]}…" for word in name.split())


def year_of(born: date | str | None) -> int | None:
    """The year of a birth, given as a day or as `2024-02-29`."""
    return int(str(born)[:4]) if born else None
