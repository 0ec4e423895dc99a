"""The core menu by group: where nothing is offered, it is said in a word."""

import pytest

from fingerpost.directory.models import Term
from tests.desks.public.reading import link_to, queries_of, read, texts
from tests.factories.places import make_group
from tests.factories.timetable import make_service, make_term

pytestmark = pytest.mark.django_db
ADDRESS = "/county/menu/"


@pytest.fixture
def areas(county) -> list[Term]:
    """Two areas with an item each; the county's group offers something in the first."""
    child, work = make_term("child-development", position=1), make_term("training-and-work", position=3)
    item = make_term("speech-and-language", parent=child, position=2)
    make_term("volunteering", parent=work, position=4)
    make_service("Chatter time", group=county.group).terms.add(item)
    return [child, work]


def test_a_gap_is_a_word_and_not_only_a_colour(client, areas):
    page = read(client.get(ADDRESS))
    assert texts(page, "thead th") == ["Group", "Child development", "Training and work"]
    assert texts(page, "tbody td") == ["1 (0)", "Gap"]


def test_what_a_group_does_not_name_is_listed(client, areas):
    assert "Volunteering" in texts(read(client.get(ADDRESS)), "details li")


def test_only_groups_with_gaps_can_be_shown(client, county, areas):
    full = make_group("A full group")
    make_service("Everything", group=full).terms.add(*areas)
    page = read(client.get(ADDRESS))
    assert texts(page, "tbody th") == ["A full group", "Moorside group"]
    only = read(client.get(link_to(page, "Show only groups with a gap")))
    assert texts(only, "tbody th") == ["Moorside group"]


def test_no_gap_is_said_too(client, county, areas):
    make_service("Work club", group=county.group).terms.add(areas[1])
    assert "No group has a gap." in read(client.get(ADDRESS, {"show": "gaps"})).text


@pytest.mark.parametrize("show", ["", "everything", "<script>", "\x00"])
def test_what_it_does_not_know_shows_all(client, areas, show):
    assert texts(read(client.get(ADDRESS, {"show": show})), "tbody th") == ["Moorside group"]


def test_the_page_asks_few_queries_and_no_more_for_more_groups(client, county, areas):
    before = queries_of(client, ADDRESS)
    for number in range(9):
        make_service(group=make_group(f"Group {number}")).terms.add(areas[0])
    assert before <= 10
    assert queries_of(client, ADDRESS) <= before
