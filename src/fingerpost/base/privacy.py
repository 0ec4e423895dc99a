"""How a model declares what it holds about a person: the shape of `class Privacy`.

`labels` and `called` say a field's or the record's name in plain words where the model's own are not plain.
Each concrete field stands in exactly one of `personal`, `sensitive` and `plain`; a house test holds every
model to it. Retention, masking, subject access and the public page "What we keep" are read from here.
A model about people also mixes in `Personal`, so that no log, error page or e-mail shows whom a record is about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HIDDEN = "••••"


class Then(Enum):
    """What becomes of a record when its time is over."""

    DELETE = "delete"
    ANONYMISE = "anonymise"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Keep:
    """How long a record is kept: years after an event, and what then becomes of it."""

    years: int
    after: "StrOrPromise"
    then: Then


FOREVER = None  # reference data about places and services, not about people


class PrivacyDeclaration(Protocol):
    """What `Model.Privacy` offers. `about` is whom the record is about; "nobody" for reference data."""

    about: str
    plain: set[str]


class Personal:
    """Mixed into every model about people, before Django's own class.

    Printed, formatted or logged, a record is its kind and its reference. It is not pickled or copied: a record that
    was put away in a cache, a file or another process would escape what is declared about it.
    """

    def __str__(self) -> str:
        return f"{type(self).__name__.lower()} {_reference(self)}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {_reference(self)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"A {type(self).__name__} is personal: it stays in the database.")


def _reference(record: Any) -> str:
    """What a record is called by where its person must not be named. Read past Django: nothing is fetched for it."""
    held = vars(record)
    return str(held.get("reference") or held.get("id") or "unsaved")


def masked(model: type[Any], field: str, value: Any) -> Any:
    """What a list shows of a field's value, where nobody's purpose needs all of it.

    `Privacy.masks` says what: the first letters of a name, the year of a birth. A sensitive field without a mask is
    hidden, and so is one that was not declared.
    """
    privacy = model.Privacy
    masks: Mapping[str, Callable[[Any], Any]] = getattr(privacy, "masks", {})
    if field in masks:
        return masks[field](value)
    return value if field in {*privacy.plain, *getattr(privacy, "personal", ())} else HIDDEN
