"""Answers that carry their reason, so that a page can say why, or whom to ask."""

from dataclasses import dataclass


class Refused(Exception):
    """An operation was not carried out. The reason is a sentence that a person can read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something is allowed, and why or why not."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise Refused with the reason unless allowed."""
        if not self.allowed:
            raise Refused(self.reason)
