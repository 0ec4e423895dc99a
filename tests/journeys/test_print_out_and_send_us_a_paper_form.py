"""“You can also print out and send us a paper form …”"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from fingerpost.accounts.vocabulary import Role
from tests.factories.accounts import make_posting
from tests.factories.county import County
from tests.journeys.browser import DESKTOP, assert_accessible, opened_page
from tests.journeys.test_a_family_is_found_and_kept_safe import come_in

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

KEYED = {
    "adults/0/given_name": "Suharto",
    "adults/0/no_contact": "y",
    "home/hidden": "1",
    "home/stay": "3",
    "children/0/born": "2",
    "children/0/due_on": "27 3 2027",
    "children/0/relationship/0": "2",
    "agreement/read": "y",
}


@pytest.fixture
def desk(browser: Browser, live_server: "LiveServer", county: County, settings) -> Iterator[Page]:
    """A receptionist's desktop, whose browser knows this machine by two names."""
    name, port = live_server.url.removeprefix("http://").split(":")
    settings.PICTURES_HOST = f"{'127.0.0.1' if name == 'localhost' else 'localhost'}:{port}"
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    with opened_page(browser, live_server.url, DESKTOP, also=f"http://{settings.PICTURES_HOST}") as page:
        come_in(page, make_posting(Role.RECEPTIONIST, county.centres[0]).user, live_server)
        yield page


def photo() -> FilePayload:
    """As a phone takes it of a sheet of paper, lying down."""
    kept, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (1200, 900), "ivory").save(kept, "JPEG", exif=exif)
    return FilePayload(name="IMG_0001.jpg", mimeType="image/jpeg", buffer=kept.getvalue())


def filled_in(blank: bytes) -> FilePayload:
    writer = pypdf.PdfWriter(clone_from=BytesIO(blank))
    said = {"adults/0/given_name": "Amara", "children/0/born=expected": "/on", "children/0/due_on": "27 3 2027"}
    for page in writer.pages:
        writer.update_page_form_field_values(page, said, auto_regenerate=True)
    kept = BytesIO()
    writer.write(kept)
    return FilePayload(name="form.pdf", mimeType="application/pdf", buffer=kept.getvalue())


def test_a_form_that_was_filled_in_on_a_screen_is_sent_back_and_read(phone: Page, desk: Page):
    phone.goto("/register/paper/?centre=oak-tree")
    assert_accessible(phone)
    address = phone.get_by_role("link", name="The form (English, PDF)").get_attribute("href")
    blank = phone.request.get(str(address)).body()
    phone.get_by_role("link", name="Send us a form that you filled in").click()
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("alert")).to_contain_text("Choose the centre")
    assert_accessible(phone)
    phone.get_by_label("Your centre").select_option("oak-tree")
    phone.get_by_label("Your form").set_input_files(filled_in(blank))
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("We have your form")
    assert_accessible(phone)
    desk.goto("/centre/paper-forms/")
    assert_accessible(desk)
    desk.get_by_role("listitem").filter(has_text="filled in on a screen").get_by_role("link").click()
    expect(desk.locator("[name='adults/0/given_name']")).to_have_value("Amara")
    expect(desk.locator("[name='children/0/born']")).to_have_value("2")


def test_a_photo_is_keyed_in_beside_its_picture_with_the_keyboard_alone(desk: Page, tmp_path):
    desk.goto("/centre/paper-forms/")
    desk.get_by_label("A scan, photos").set_input_files(photo())
    desk.get_by_role("button", name="Take it in").click()
    picture = desk.get_by_role("img", name="Page 1 of the paper form")
    expect(picture).to_be_visible()
    desk.wait_for_load_state()
    assert picture.evaluate("image => image.naturalHeight > image.naturalWidth"), "it stands upright"
    desk.screenshot(path=tmp_path / "keying.png")
    assert_accessible(desk)
    desk.locator("[name='adults/0/given_name']").focus()
    _key_in(desk)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Paper forms")
    expect(desk.get_by_text("No paper form waits here.")).to_be_visible()


def _key_in(desk: Page) -> None:
    """From box to box by Tab, until the button that sends it."""
    while (name := desk.evaluate("document.activeElement.name")) != "send":
        if name == "home/centre":
            desk.keyboard.type("Oak")
        if name in {"adults", "children"}:
            desk.keyboard.press("Control+a")
            desk.keyboard.type("1")
        if name in KEYED:
            desk.keyboard.type(KEYED[name])
        desk.keyboard.press("Tab")
