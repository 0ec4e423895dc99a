"""Decoding what somebody sent, in a process that has no keys, no database and little memory, and soon ends.

Libraries that decode pictures are large, old and attacked. One that crashes, or is taken over, takes nothing with it.
"""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

import msgpack

from fingerpost.registration.rules import decoder
from fingerpost.registration.rules.pictures import LARGEST, Picture, Trouble, Unusable

DECODER: Final = (sys.executable, "-I", "-m", decoder.__name__)

# Of a worker's four threads the others go on answering.
_ONE_AT_A_TIME: Final = Lock()


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a file holds: its pages as pictures, and what was typed into the fields of a document."""

    pages: list[Picture]
    fields: Mapping[str, str] = field(default_factory=dict)


def decoded(content: bytes) -> Decoded:
    """A scan, a photo or a document, made anew. Raises Unusable."""
    if len(content) > LARGEST:
        raise Unusable(Trouble.TOO_LARGE)
    with _ONE_AT_A_TIME:
        return _by_the_process(content)


def _by_the_process(content: bytes) -> Decoded:
    try:
        done = subprocess.run(
            DECODER, input=content, capture_output=True, timeout=decoder.SECONDS * 2, check=True, env={}
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise Unusable(Trouble.BROKEN) from None
    answer = msgpack.unpackb(done.stdout)
    if why := answer.get("why"):
        raise Unusable(Trouble(why))
    return Decoded([Picture(*page) for page in answer["pages"]], answer["fields"])
