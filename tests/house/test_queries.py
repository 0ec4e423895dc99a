"""No page asks the database more than ten times, and never more often because there is more to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.county import County, grow
from tests.house.pages import EXAMPLES, pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_just_now")]

MOST = 10 - 1  # and one that may come by chance: see looked_just_now


def questions(name: str, county: County, client: Client) -> list[str]:
    """The queries of a page on its second visit: what is remembered for a while has been asked before."""
    asker, address = EXAMPLES[name].asker(client), EXAMPLES[name].address(name, county)
    asker.get(address, EXAMPLES[name].query)
    with CaptureQueriesContext(connection) as captured:
        answer = asker.get(address, EXAMPLES[name].query)
    assert answer.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("name", pages())
def test_a_page_asks_at_most_ten_times(name: str, county: County, client: Client):
    asked = questions(name, county, client)
    assert len(asked) <= MOST, "\n".join(asked)


@pytest.mark.parametrize("name", pages())
def test_a_page_asks_as_often_of_ten_times_the_rows(name: str, county: County, client: Client):
    few = questions(name, county, client)
    grow(county, centres=10 * len(county.centres))
    many = questions(name, county, client)
    assert len(many) == len(few), "\n".join(many)
