"""Writing what was seen on a day into dated rows, for many owners at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fingerpost.places.models.dated import Dated
from fingerpost.places.rules import timeline
from fingerpost.places.rules.timeline import Span

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of dated row: whose it is, which fields are its value, and what else every such row has."""

    model: type[Dated]
    owner: str
    fields: tuple[str, ...]
    fixed: dict[str, Any] = field(default_factory=dict)


def observe(
    kind: Kind, seen: Mapping[int, Values], day: date, missing: Collection[int] = (), starts: Mapping[int, date] = {}
) -> set[int]:
    """Record what was seen of each owner on a day, and that nothing was seen of the missing ones.

    seen: owner's key -> values of the kind's fields. starts: since when a value seen for the first time has held,
    where that is known. Returns the owners for whom anything changed.
    """
    before = _spans(kind, [*seen, *missing])
    after = {owner: timeline.seen(before.get(owner, []), values, day) for owner, values in seen.items()}
    for owner, since in starts.items():
        if owner in after and owner not in before and since < day:
            after[owner] = [Span(since, after[owner][0].end, after[owner][0].value)]
    after |= {owner: timeline.gone(before.get(owner, []), day) for owner in missing}
    return _write(kind, before, after)


def _spans(kind: Kind, owners: list[int]) -> dict[int, list[Span[Values]]]:
    spans: dict[int, list[Span[Values]]] = {}
    rows = kind.model._default_manager.filter(**{f"{kind.owner}__in": owners}, **kind.fixed)
    for row in rows.values_list("pk", kind.owner, "valid_from", "valid_to", *kind.fields):
        key, owner, start, end, *values = row
        spans.setdefault(owner, []).append(Span(start, end, tuple(values), key))
    return {owner: sorted(each, key=lambda span: span.start) for owner, each in spans.items()}


def _write(kind: Kind, before: dict[int, list[Span[Values]]], after: dict[int, list[Span[Values]]]) -> set[int]:
    """Rows that go, then rows that change, then new ones, so that no two ever hold at once."""
    changed = {owner for owner, spans in after.items() if spans != before.get(owner, [])}
    kept = {span.row for owner in changed for span in after[owner]}
    gone = [span.row for owner in changed for span in before.get(owner, []) if span.row not in kept]
    if gone:
        kind.model._default_manager.filter(pk__in=gone).delete()
    for span in _altered(before, after, changed):
        kind.model._default_manager.filter(pk=span.row).update(**_columns(kind, span))
    kind.model._default_manager.bulk_create(
        kind.model(**{kind.owner: owner}, **kind.fixed, **_columns(kind, span))
        for owner in sorted(changed)
        for span in after[owner]
        if span.row is None
    )
    return changed


def _altered(
    before: dict[int, list[Span[Values]]], after: dict[int, list[Span[Values]]], changed: set[int]
) -> Iterable[Span[Values]]:
    for owner in changed:
        old = {span.row: span for span in before.get(owner, [])}
        yield from (span for span in after[owner] if span.row is not None and old[span.row] != span)


def _columns(kind: Kind, span: Span[Values]) -> dict[str, Any]:
    return {"valid_from": span.start, "valid_to": span.end, **dict(zip(kind.fields, span.value, strict=True))}
