"""The list of pages that the house tests walk through is whole."""

import pytest

from tests.house.pages import EXAMPLES, names


@pytest.mark.parametrize("name", sorted(set(names())))
def test_every_url_has_an_example(name: str):
    assert name in EXAMPLES, f"Add {name} to tests/house/pages.py"


def test_no_example_is_of_a_page_that_is_gone():
    assert set(EXAMPLES) <= set(names())
