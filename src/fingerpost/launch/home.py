"""Where a try-out keeps what is its own: the database, the secret key, the marks of steps already done.

Beside the clone and ignored by git, so that two clones never share anything and deleting the folder deletes all of it.
"""

import os
import secrets
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """The private folder, made (for its owner alone) if it is not there yet."""
    folder = _chosen()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except PermissionError:
        raise SystemExit(_somebody_elses(folder)) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SystemExit(_somebody_elses(folder))
    return folder


def _somebody_elses(folder: Path) -> str:
    return f"{folder} is somebody else's. Start Fingerpost as its owner, or name a folder of yours in FINGERPOST_HOME."


def _chosen() -> Path:
    if named := os.environ.get("FINGERPOST_HOME"):
        return Path(named).resolve()
    if (PROJECT / "pyproject.toml").is_file():
        return PROJECT / ".fingerpost"
    return Path.home() / ".local" / "state" / "fingerpost"


def kept_secret(path: Path) -> str:
    """The secret kept in this file, invented on first use; readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _settled(path)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return _settled(path)


def given_secret(name: str) -> str:
    """The secret in the environment, or in the file that NAME_FILE names there; "" without either."""
    if given := os.environ.get(name, ""):
        return given
    if not (file := os.environ.get(f"{name}_FILE")):
        return ""
    path = Path(file)
    if path.stat().st_mode & 0o077:
        raise SystemExit(f"{path} can be read by others: chmod 600 {path}")
    return path.read_text(encoding="utf-8").strip()


def _settled(path: Path) -> str:
    secret = path.read_text().strip()
    if len(secret) < 40:
        raise SystemExit(f"{path} is damaged. Delete it and start again.")
    return secret
