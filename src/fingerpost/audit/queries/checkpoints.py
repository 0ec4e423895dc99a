"""What was written down outside the database about how far the record goes."""

from pathlib import Path

from django.conf import settings

from fingerpost.audit.queries.keys import trusted
from fingerpost.audit.rules.checkpoints import Checkpoint, read


def kept_at() -> Path | None:
    """The file that checkpoints are added to, if this installation names one."""
    return Path(settings.AUDIT_CHECKPOINTS) if settings.AUDIT_CHECKPOINTS else None


def lines(file: Path | None = None) -> list[str]:
    """The lines of a file of checkpoints, or of ours. Raises OSError if it is named and cannot be read."""
    file = file or kept_at()
    if file is None or (file == kept_at() and not file.exists()):
        return []
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def last_checkpoint() -> Checkpoint | None:
    """The newest checkpoint in our file that our key signed. Raises NoKey, or OSError."""
    known = trusted()
    return next((found for line in reversed(lines()) if (found := read(line, known))), None)
