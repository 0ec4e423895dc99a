"""House tests look at the whole house: one small county of Wealdmoor, on a Tuesday in term time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

if TYPE_CHECKING:  # models cannot be imported while pytest still reads this file
    from tests.factories.county import County

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> Iterator[datetime]:
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def county(now: datetime, db: None) -> "County":
    from tests.factories.county import make_county

    return make_county(now.date())
