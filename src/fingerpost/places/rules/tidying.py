"""Putting right what registers say oddly: telephone numbers, web addresses, days, names.

Each returns an empty value for what cannot be read, so that nothing wrong is shown to a family.
"""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

_DAY_FORMS = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%d %B %Y", "%d/%m/%Y %H:%M:%S", "%d-%m-%Y %H:%M:%S")
_SCHEMES = re.compile(r"^(?:h?t{1,3}ps?\s*[:;]?\s*/{1,3}\s*)+", re.IGNORECASE)
_HOST = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?::\d{2,5})?$")
_ADDRESS = re.compile(r"^https?://[\w\-./:?=&%#~+,@!$()*;]{1,280}$", re.ASCII)
_SCIENTIFIC = re.compile(r"^\d\.(\d+)E\+?(\d+)$", re.IGNORECASE)
_EXTENSION = re.compile(r"\b(?:ext(?:ension)?|x)\W*(\d{1,6})", re.IGNORECASE)
_WORDS_OF_A_CENTRE = re.compile(
    r"\b(?:sure\s*start|(?:and\s+)?(?:early\s+years\s+)?child(?:ren)?'?s?'?\s+centres?"
    r"|(?:best\s+start\s+)?family\s+(?:centre|hub)s?)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"^([0-9]?[A-Z]{1,3}[0-9]{1,2})\s+(?=\S)")
_DIGITS_OF_A_NUMBER = (10, 11)


def telephone(text: str) -> str:
    """`01923-670587`, `0208-4283591`, `1992904442` or `01992 904442 / 3` as people write a number; "" if unreadable."""
    extension = _EXTENSION.search(text)
    first = re.split(r"[/,;]|\bor\b", text[: extension.start()] if extension else text)[0]
    digits = re.sub(r"\D", "", _without_science(first.strip()))
    digits = _national(digits)
    if len(digits) not in _DIGITS_OF_A_NUMBER or not re.match(r"0[12357-9]", digits):
        return ""
    return _spaced(digits) + (f" ext {extension[1]}" if extension else "")


def _without_science(text: str) -> str:
    """A spreadsheet's 1.992904442E+09, if no digit was lost."""
    found = _SCIENTIFIC.match(text)
    if not found:
        return text
    places = int(found[2])
    return text[0] + found[1] if len(found[1]) == places else ""


def _national(digits: str) -> str:
    digits = re.sub(r"^(?:00)?44(?:0(?=\d{9}))?(?=\d{9,10}$)", "0", digits)
    return f"0{digits}" if len(digits) in (9, 10) and digits[:1] in "12378" else digits


def _spaced(digits: str) -> str:
    """How the regulator groups the digits of a number."""
    if digits.startswith("02"):
        cuts = (3, 7)
    elif digits[1] in "389" or re.match(r"01(?:1|.1)", digits):
        cuts = (4, 7)
    else:
        cuts = (5, 5)
    parts = (digits[: cuts[0]], digits[cuts[0] : cuts[1]], digits[cuts[1] :])
    return " ".join(part for part in parts if part)


def website(text: str) -> str:
    """`http://http://www.a.org.uk (new)` as `http://www.a.org.uk`; an address that leads nowhere as ""."""
    words = _SCHEMES.sub(lambda found: _scheme(found[0]), text.strip()).split()
    address = words[0].rstrip(".,;)") if words else ""
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:  # such as an unfinished [
        return ""
    host = parts.netloc.lower()
    whole = address.replace(parts.netloc, host, 1)
    return whole if _leads_somewhere(host) and _ADDRESS.match(whole) else ""


def _scheme(typed: str) -> str:
    return "https://" if "s" in typed.lower() else "http://"


def _leads_somewhere(host: str) -> bool:
    """Whether a host could be one: `www.centres` lacks its ending."""
    return bool(_HOST.match(host)) and not (host.startswith("www.") and host.count(".") < 2)


def day(text: str) -> date | None:
    """A day as the register or a spreadsheet writes it; None if it is none."""
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def words(text: str) -> str:
    """Text without stray spaces and characters that cannot be seen."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def town(text: str) -> str:
    """`St. Albans` as `St Albans`, `WARE` as `Ware`."""
    name = words(text.replace(".", " ")).strip(",")
    return name.title() if name.isupper() else name


def local_code(name: str) -> tuple[str, str]:
    """An authority's own code at the front of a name, and the name: `3R1 Abbots Langley` as 3R1, Abbots Langley."""
    found = _CODE.match(name)
    return (found[1], name[found.end() :]) if found else ("", name)


def bears_codes(names: list[str]) -> bool:
    """Whether an authority puts codes before its names: nearly all begin with one, and no two are the same."""
    codes = [code for code, _ in map(local_code, names) if code]
    return len(codes) > 1 and len(codes) >= 0.8 * len(names) and len(set(codes)) >= 0.9 * len(codes)


def own_name(name: str) -> str:
    """The name without the words that every centre bears: `Three Parks` of `Three Parks Family Centre`."""
    short = words(_WORDS_OF_A_CENTRE.sub(" ", name.replace("’", "'")))
    return re.sub(r"^(?:at|@|and)\s+|\s+(?:and|at|@|&)$", "", short, flags=re.IGNORECASE).strip(" -@,") or words(name)
