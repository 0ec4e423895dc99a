"""Columns for texts that are kept encrypted, and for finding them again without reading them.

A text is bound to its table, its column and its row. The row is named by its unguessable reference, which is there
before the row is; the primary key is not.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast

from django.core import checks
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.lookups import IsNull
from django.db.models.query_utils import DeferredAttribute

from fingerpost.base.encryption import ring

UNSEEN = "[kept encrypted]"


class Ciphertext(bytes):
    """What stands in the database."""

    def __repr__(self) -> str:
        return UNSEEN


class Hidden:
    """A text that shows itself only where somebody writes `.shown()`: never in a log, a list or an error page."""

    __slots__ = ("_cipher", "_place", "_plain")

    def __init__(
        self, place: Callable[[], str], *, plain: bytes | None = None, cipher: Ciphertext | None = None
    ) -> None:
        # The place is asked for when it is needed: a row's columns come from the database in any order, or later.
        self._place, self._plain, self._cipher = place, plain, cipher

    def shown(self) -> str:
        """The text. Raises LostKey, or NotOurs."""
        return self.content().decode()

    def content(self) -> bytes:
        """What is kept, as bytes: a picture is no text. Raises LostKey, or NotOurs."""
        if self._plain is None:
            self._plain = ring().unseal(self._cipher or b"", self._place())
        return self._plain

    def ciphertext(self, place: str) -> Ciphertext:
        """The text for this place, under the newest key; what is so already, stays as it is."""
        kept = self._cipher
        if kept is None or place != self._place() or not ring().is_newest(kept):
            kept = Ciphertext(ring().seal(self.content(), place))
        return kept

    def __str__(self) -> str:
        return UNSEEN

    __repr__ = __str__

    def __format__(self, _: str) -> str:
        return UNSEEN

    def __bool__(self) -> bool:
        return bool(self.content())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hidden) and self.content() == other.content()

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        raise TypeError("A hidden text is not put away anywhere but in its column.")


class HiddenAttribute(DeferredAttribute):
    """Gives a record's text hidden, and takes it as a plain text, hidden, or as it comes from the database."""

    field: "EncryptedTextField"

    def __set__(self, instance: models.Model, value: Hidden | Ciphertext | bytes | str | None) -> None:
        place = partial(self.field.place_of, instance)
        if isinstance(value, Ciphertext):
            value = Hidden(place, cipher=value)
        elif isinstance(value, str | bytes):
            value = Hidden(place, plain=value.encode() if isinstance(value, str) else value)
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.Field):  # type: ignore[type-arg]
    """A text that nobody can read in the database. `row` names the field that tells rows apart before they exist."""

    descriptor_class = HiddenAttribute
    description = "Text, kept encrypted"

    def __init__(self, *args: Any, row: str = "reference", **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"row": self.row}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_row()]

    def _check_row(self) -> Iterable[checks.CheckMessage]:
        named = [field for field in self.model._meta.concrete_fields if field.name == self.row]
        if not (named and named[0].unique and not named[0].primary_key):
            yield checks.Error(f"An encrypted text needs {self.row!r}: unique, and known before saving.", obj=self)

    def place(self, reference: object) -> str:
        """Where a text of the row with this reference belongs."""
        return f"{self.model._meta.db_table}.{self.column}.{reference}"

    def place_of(self, instance: models.Model) -> str:
        return self.place(getattr(instance, self.row))

    @property
    def made_from(self) -> tuple[str, str]:
        """The fields that it takes to write a text for a row that is no record yet."""
        return self.attname, self.row

    def made(self, text: str | None, reference: str) -> bytes | None:
        """A text as it is kept in the row with this reference."""
        return None if text is None else ring().encrypt(text, self.place(reference))

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:  # noqa: ARG002
        hidden = cast("Hidden | None", getattr(model_instance, self.attname))
        if not getattr(model_instance, self.row):
            raise ValueError(f"An encrypted text is saved with a row that has a {self.row}.")
        return None if hidden is None else hidden.ciphertext(self.place_of(model_instance))

    def from_db_value(self, value: Any, *_: Any) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: ARG002
        if value is None or isinstance(value, Ciphertext):
            return value if value is None else connection.Database.Binary(bytes(value))  # type: ignore[attr-defined]
        raise TypeError("An encrypted text is written by saving its record, and found by a blind index.")

    def get_lookup(self, lookup_name: str) -> Any:
        """It can be asked whether there is a text, and nothing else."""
        return IsNull if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:  # noqa: ARG002
        return UNSEEN


class EncryptedBytesField(EncryptedTextField):
    """The same for a picture; it shows itself by `.content()`."""

    description = "Bytes, kept encrypted"


class BlindIndex(models.BinaryField):  # type: ignore[type-arg]
    """Finds rows by the whole of an encrypted text: a keyed hash of it, the same for each way of writing it.

    Equal texts are seen to be equal. So it is for what is different for nearly everybody, such as an e-mail address;
    never for a yes or no, nor for what a hundred guesses would find.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"db_index": True, "editable": False} | kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    @property
    def made_from(self) -> tuple[str]:
        """The field whose text it finds."""
        return (self.of,)

    def made(self, text: str | None) -> bytes | None:
        """What is kept to find a text by."""
        return None if text is None else self._indexes(text)[0]

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:  # noqa: ARG002
        hidden = cast("Hidden | None", getattr(model_instance, self.of))
        value = self.made(None if hidden is None else hidden.shown())
        setattr(model_instance, self.attname, value)
        return value

    def matching(self, text: str) -> Q:
        """Rows whose text is this one, also while the keys are being changed."""
        return Q(**{f"{self.name}__in": self._indexes(text)})

    def _indexes(self, text: str) -> list[bytes]:
        return ring().indexes(text, f"{self.model._meta.db_table}.{self.column}")


def texts_of(model: type[models.Model]) -> list[EncryptedTextField]:
    """The encrypted columns of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]


def indexes_of(model: type[models.Model]) -> list[BlindIndex]:
    """The blind indexes of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, BlindIndex)]
