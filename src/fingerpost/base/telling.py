"""What tells who somebody is wherever it stands: e-mail addresses, telephone and NHS numbers, postcodes.

Names cannot be found in a text by their look. Where names may come, texts are not written at all.
"""

import re

from django.utils.crypto import salted_hmac

LEFT_OUT = "[left out]"
POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"
TELLING = re.compile(
    r"\S+@\S+\.\w+"  # an e-mail address
    r"|(?<!\d)(?:\+44|0)(?:[\s()-]*\d){9,10}(?!\d)"  # a telephone number
    r"|(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)"  # an NHS number
    rf"|{POSTCODE}",
    re.IGNORECASE,
)


def left_out(text: str) -> str:
    """The text without what tells who somebody is."""
    return TELLING.sub(LEFT_OUT, text)


def cache_key(key: str, prefix: str, version: int) -> str:
    """What the cache calls a thing: attempts are counted by network address, and the cache is a table."""
    return salted_hmac("fingerpost.cache", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()
