"""“Each group of children’s centres supports young children and their families by offering a core menu of services”"""

from playwright.sync_api import Page, expect

from fingerpost.directory.models import Term
from tests.factories.county import County
from tests.factories.timetable import make_service, make_term
from tests.journeys.browser import assert_accessible


def a_menu_of_two_areas() -> Term:
    """Two headings with an item each; the item that is given back is on nobody's menu yet."""
    for heading in ("child-development", "parenting-support"):
        item = make_term(f"{heading}-item", parent=make_term(heading))
    return item


def test_a_gap_is_seen_and_filled(desktop: Page, county: County):
    item = a_menu_of_two_areas()
    make_service("Talking together", group=county.group).terms.add(Term.objects.get(key="child-development-item"))
    desktop.goto("/county/menu/")
    expect(desktop.get_by_role("cell", name="Gap", exact=True)).to_have_count(1)
    assert_accessible(desktop)
    make_service("Parenting course", group=county.group).terms.add(item)
    desktop.reload()
    expect(desktop.get_by_role("cell", name="Gap", exact=True)).to_have_count(0)
