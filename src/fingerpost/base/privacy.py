"""How a model declares what it holds about a person: the shape of `class Privacy`.

`labels` and `called` say a field's or the record's name in plain words where the model's own are not plain.
Each concrete field stands in exactly one of `personal`, `sensitive` and `plain`; a house test holds every
model to it. Retention, masking, subject access and the public page "What we keep" are read from here.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


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
