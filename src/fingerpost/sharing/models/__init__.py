"""What families chose, with whom the centres have an agreement, and what was decided and shared."""

from fingerpost.sharing.models.agreements import Agreement
from fingerpost.sharing.models.choices import Choice
from fingerpost.sharing.models.decisions import Decision, Share, ShareNotice, Subject

__all__ = ["Agreement", "Choice", "Decision", "Share", "ShareNotice", "Subject"]
