"""A real OpenID provider in a process of its own, in which it is the same Tuesday as in the tests.

What it is made of (Authlib, httpx) warns about its own parts as soon as it is imported. Warnings are errors here, and
these are none of ours, so the provider is imported where no test is: in `python -m tests.openid_provider`.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import time_machine

Claims = Mapping[str, Any]
TOLD_OF_ITSELF = "ignore::DeprecationWarning"


@contextmanager
def running(people: Mapping[str, Claims], at: datetime) -> Iterator[str]:
    """The address of a provider that knows some people, by their number there, and thinks that it is some moment."""
    words = [json.dumps(people), at.isoformat()]
    command = [sys.executable, "-W", TOLD_OF_ITSELF, "-m", "tests.openid_provider", *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address, f"the provider did not start: {process.wait()}"
        yield address
        process.stdin.close()  # this is how it is asked to stop


def main(people: str, at: str) -> None:
    """Serve until whoever started it closes the line."""
    import logging

    from oidc_provider_mock import User, run_server_in_thread

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    known = [User(sub=sub, claims=claims) for sub, claims in json.loads(people).items()]
    with time_machine.travel(datetime.fromisoformat(at), tick=True), run_server_in_thread(user_claims=known) as server:
        sys.stdout.write(f"http://localhost:{server.server_port}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
