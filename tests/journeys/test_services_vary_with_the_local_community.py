"""“Services vary, depending on the various needs of the local community.” “Each children’s centre group provides a
range of family support, health and information services for all families.”"""

from playwright.sync_api import Page, expect

from tests.factories.county import County
from tests.factories.timetable import make_series, make_session


def test_each_centre_shows_its_own_programme(phone: Page, county: County):
    make_session(county.today, make_series("Twins club", county.centres[1], programme=county.programme))
    phone.goto("/centres/birchwood/")
    expect(phone.get_by_text("Twins club").first).to_be_visible()
    phone.goto("/centres/oak-tree/")
    expect(phone.get_by_text("Twins club")).to_have_count(0)


def test_a_group_shows_the_programme_of_all_its_centres(phone: Page):
    phone.goto("/groups/moorside-group/")
    phone.get_by_text("Tuesday (").click()
    for title in ("Stay and play", "Baby clinic", "Dads and little ones"):
        expect(phone.locator("details[open]").get_by_text(title).first).to_be_visible()
