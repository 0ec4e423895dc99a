"""Who is using the private PostgreSQL: file locks, which the kernel gives back even when a process is killed.

Every command that uses the server holds a shared lock on one file. The last to leave can take it exclusively, and
stops the server. A guardian waits for the same lock from outside, for the case that nobody was left to do it.
"""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One process at a time: the others wait."""
    descriptor = _opened(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class Occupancy:
    """This process's place among the users of something shared."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def enter(self) -> None:
        """Count as a user, after waiting for a last user who is just closing up."""
        if self._descriptor is None:
            self._descriptor = _opened(self.path)
            fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    @contextmanager
    def leave(self) -> Iterator[bool]:
        """Stop counting as a user; says whether this was the last one, and keeps newcomers waiting meanwhile."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            yield False
            return
        try:
            yield _is_last(descriptor)
        finally:
            os.close(descriptor)

    def guard(self, command: Sequence[str]) -> None:
        """Have `command` run when the last user is gone, however they went."""
        if shutil.which("flock"):
            subprocess.run(
                ["setsid", "--fork", "flock", "--exclusive", str(self.path), *command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                check=True,
            )


def _is_last(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        # Returns at once beside another user; waits while a guardian is closing up.
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        return False
    return True


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
