"""Telephone numbers, as people write them and as they are kept, so that one number is found however it was written."""

import re

_DIGITS = re.compile(r"\D")


def kept_number(text: str) -> str:
    """`+44 (0)7700 900 123` as `07700900123`; "" for what is no telephone number in this country or abroad."""
    text = text.strip().replace("(0)", "")
    digits = _DIGITS.sub("", text)
    if text.startswith(("+44", "0044")):
        digits = "0" + digits.removeprefix("0044").removeprefix("44").lstrip("0")
    elif text.startswith("+"):
        digits = "00" + digits
    return digits if 9 <= len(digits) <= 16 and digits.startswith("0") else ""


def spaced_number(kept: str) -> str:
    """`07700900123` as `07700 900 123`."""
    return f"{kept[:5]} {kept[5:8]} {kept[8:]}".strip() if kept.isdigit() else kept
