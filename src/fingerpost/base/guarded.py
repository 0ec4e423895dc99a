"""Records about people cannot be read by accident: a list of them must be asked for by name of who may.

The default manager of such a model refuses; `Model.objects.told(why)` opens it, and only the app's own queries and
operations say that, after they asked the rule who is looking.
"""

from collections.abc import Iterator
from typing import Any, Self, TypeVar

from django.db import models

from fingerpost.base.verdict import Refused

M = TypeVar("M", bound=models.Model)
UNTOLD = "Nobody said who is looking at these records, or why."


class GuardedQuerySet(models.QuerySet[M]):
    """Refuses to be read until it was told why it is."""

    _why = ""

    def told(self, why: str) -> Self:
        """The same records, for a reason: who is looking, or which part of the machinery."""
        opened: Self = self.all()
        opened._why = why
        return opened

    def _clone(self) -> Self:
        copy: Self = super()._clone()  # type: ignore[misc]  # Django's own, which every chained call goes through
        copy._why = self._why
        return copy

    def _guard(self) -> None:
        if not self._why:
            raise Refused(UNTOLD)

    def _fetch_all(self) -> None:
        if self._result_cache is None:  # what is kept was told before
            self._guard()
        super()._fetch_all()

    def iterator(self, *arguments: Any, **options: Any) -> Iterator[M]:
        self._guard()
        return super().iterator(*arguments, **options)

    def count(self) -> int:
        self._guard()
        return super().count()

    def exists(self) -> bool:
        self._guard()
        return super().exists()

    def aggregate(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        self._guard()
        return super().aggregate(*arguments, **named)

    def update(self, **values: Any) -> int:
        self._guard()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._guard()
        return super().delete()


class GuardedManager(models.Manager[M]):
    """The default manager of a model about people."""

    def get_queryset(self) -> GuardedQuerySet[M]:
        return GuardedQuerySet(self.model, using=self._db)

    def told(self, why: str) -> GuardedQuerySet[M]:
        return self.get_queryset().told(why)
