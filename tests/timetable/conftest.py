"""A centre ready to be planned for."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # models cannot be imported while pytest still reads this file
    from tests.timetable.planning import Scene


@pytest.fixture
def scene(db: None) -> "Scene":
    from tests.timetable.planning import make_scene

    return make_scene()
