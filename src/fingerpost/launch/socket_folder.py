"""The folder of PostgreSQL's socket: closed to everybody else, with a path short enough for the kernel.

A socket's whole path may have 107 bytes. A clone in a deep folder therefore keeps its socket in a short folder of
its own elsewhere; which one is written down, and believed only while it is still ours alone.
"""

import os
import stat
import tempfile
from pathlib import Path

LONGEST_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"


def socket_folder(cluster: Path) -> Path:
    """The folder for the socket of the cluster in this folder: made if need be, mode 0700."""
    beside = cluster / "socket"
    if fits(beside):
        beside.mkdir(mode=0o700, exist_ok=True)
        return beside
    return recorded(cluster) or _fresh(cluster)


def fits(folder: Path) -> bool:
    """Whether a socket in this folder has a path that the kernel takes."""
    return len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_PATH


def recorded(cluster: Path) -> Path | None:
    """The short folder used last time, if it is this cluster's (not that of a copied clone) and still private."""
    try:
        path, of = _record(cluster).read_text().splitlines()
    except (FileNotFoundError, ValueError):
        return None
    return Path(path) if of == str(cluster) and is_private(Path(path), like=cluster) else None


def is_private(folder: Path, *, like: Path) -> bool:
    """Whether this is a real folder that belongs to the owner of `like` and is closed to everybody else."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    ours = found.st_uid == like.lstat().st_uid
    return ours and stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077


def give_up(cluster: Path) -> None:
    """Leave nothing behind outside the clone once the server has stopped."""
    if elsewhere := recorded(cluster):
        elsewhere.rmdir()
    _record(cluster).unlink(missing_ok=True)


def _fresh(cluster: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fingerpost-", dir=_short_parent()))
    owner = cluster.lstat()
    os.chown(folder, owner.st_uid, owner.st_gid)
    _record(cluster).write_text(f"{folder}\n{cluster}\n")
    return folder


def _short_parent() -> str:
    candidates = (os.environ.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir(), "/tmp")  # noqa: S108
    writable = (path for path in candidates if path and os.access(path, os.W_OK | os.X_OK))
    return next(path for path in writable if fits(Path(path) / "fingerpost-12345678"))


def _record(cluster: Path) -> Path:
    return cluster / "socket-folder"
