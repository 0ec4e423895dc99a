"""Decoding what somebody sent, in a process that has no keys, no database and little memory, and soon ends.

`python -m fingerpost.registration.rules.decoder`: the bytes of a file in, its pages and its fields out.
"""

import resource
import sys
from collections.abc import Callable
from typing import BinaryIO, Final

import msgpack

from fingerpost.registration.rules.pictures import LARGEST, Unusable, fields_of, is_pdf, pages_of

MEMORY: Final = 2 * 1024**3
SECONDS: Final = 30


def main(given: BinaryIO, answer: BinaryIO, hold: Callable[[], None]) -> None:
    """Read a file, answer with its pages and its fields, or with why there are none."""
    content = given.read(LARGEST + 1)
    hold()
    try:
        pages, fields = pages_of(content), fields_of(content) if is_pdf(content) else {}
    except Unusable as problem:
        answer.write(msgpack.packb({"why": problem.why.value}))
    else:
        shown = [[page.content, page.width, page.height] for page in pages]
        answer.write(msgpack.packb({"pages": shown, "fields": fields}))


def hold_back() -> None:
    """This process may take so much memory and time, and write no file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer, hold_back)
