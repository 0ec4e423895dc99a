"""The standing pages: what we are, what we keep, whose facts we use, what there is help with."""

from xml.etree import ElementTree

import pytest
from django.apps.registry import Apps
from django.db import models

from fingerpost.base.privacy import Keep, Then
from fingerpost.desks.public.views.about import Fact, how_long, kept_records
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.places.models import LocalAuthority
from tests.desks.public.reading import link_to, queries_of, read, texts
from tests.factories.timetable import make_organisation, make_service, make_term

pytestmark = pytest.mark.django_db
STANDING = ["/about/", "/about/accessibility/", "/about/privacy/", "/about/sources/", "/services/"]


class Visit(models.Model):
    """A record about somebody, such as this website does not keep yet."""

    visitor = models.CharField("name of the visitor", max_length=10)
    allergy = models.CharField(max_length=10)
    length = models.IntegerField()

    class Privacy:
        about = "a visitor"
        personal = {"visitor": "So that we can greet them"}
        sensitive = {"allergy": "Only if they tell us"}
        plain = {"id", "length"}
        keep = Keep(years=2, after="the visit", then=Then.DELETE)

    class Meta:
        app_label = "visits"
        apps = Apps()  # a registry of its own: this model is known to nobody else

    def __str__(self) -> str:
        return self.visitor


def test_what_is_kept_about_people_is_read_from_the_models():
    (record,) = kept_records([Visit, LocalAuthority])
    assert (record.name, record.about) == ("Visits", "a visitor")
    assert record.facts == (
        Fact("Name of the visitor", "So that we can greet them", guarded=False),
        Fact("Allergy", "Only if they tell us", guarded=True),
    )


@pytest.mark.parametrize(
    ("keep", "said"),
    [
        (Keep(1, "you left", Then.DELETE), "For 1 year after you left; then we delete it."),
        (
            Keep(6, "the last visit", Then.REVIEW),
            "For 6 years after the last visit; then a person looks at it and decides whether it must still be kept.",
        ),
    ],
)
def test_how_long_is_a_sentence(keep, said):
    assert how_long(keep) == said


def test_what_is_kept_about_those_who_sign_in_is_told(client, county):
    assert "Nothing. You can look up centres" not in read(client.get("/about/privacy/")).text


@pytest.mark.parametrize("address", STANDING)
def test_a_standing_page_has_one_heading_and_few_queries(client, county, address):
    assert len(texts(read(client.get(address)), "h1")) == 1
    assert queries_of(client, address) <= 10


def test_older_children_are_pointed_to_the_family_information_service(client, county):
    for address in ("/about/", "/services/"):
        page = read(client.get(address))
        assert link_to(page, "01632 960002") == "tel:01632960002"
        assert link_to(page, "Website of the Family Information Service") == "https://wealdmoor.example/families"


def test_an_authority_without_such_a_service_says_whom_to_ask(client, county):
    LocalAuthority.objects.update(family_information_telephone="", family_information_url="")
    assert "Ask at your centre" in read(client.get("/about/")).text


def test_sources_name_the_owners_in_their_own_words(client, county):
    LocalAuthority.objects.update(attribution="Contains data of the moor.")
    assert "Contains data of the moor." in read(client.get("/about/sources/")).text


def test_services_of_a_group_stand_by_area(client, county):
    term = make_term("child-development")
    make_service("Chatter time", group=county.group, how_to_get="Just come").terms.add(term)
    page = read(client.get("/services/", {"group": county.group.slug}))
    assert "Child development" in texts(page, "summary")
    assert "Chatter time" in texts(page, ".fp-card__title")


def test_services_by_others_stand_by_who_they_are(client, county):
    childcare = make_organisation(OrganisationKind.CHILDCARE, name="Hill Nursery")
    make_service("Funded places", organisation=childcare)
    page = read(client.get("/services/"))
    assert "Nursery, pre-school or childminding (1)" in texts(page, "summary")
    assert "Hill Nursery" in texts(page, ".fp-card__where")


@pytest.mark.parametrize("group", ["nowhere", "<script>alert(1)</script>", "\x00", "a" * 5000])
def test_an_unknown_group_is_said_to_be_unknown(client, county, group):
    page = read(client.get("/services/", {"group": group}))
    assert "We do not know this group" in page.text
    assert not page.css("main script")


def test_more_services_ask_no_more_queries(client, county):
    address = f"/services/?group={county.group.slug}"
    before = queries_of(client, address)
    for number in range(10):
        make_service(f"Service {number}", group=county.group).terms.add(make_term(f"term-{number}"))
        make_service(f"Other {number}", organisation=make_organisation())
    assert queries_of(client, address) <= max(before, 10)


def test_robots_are_shown_the_map_of_the_site_and_kept_from_endless_lists(client, county):
    rules = client.get("/robots.txt")
    assert rules["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in rules.content.decode()
    assert "Disallow: /*?" in rules.content.decode()


def test_the_map_of_the_site_has_every_centre_and_group(client, county):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    pages = [each.text for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    for path in ("/", "/centres/oak-tree/", "/groups/moorside-group/", "/about/privacy/"):
        assert f"http://testserver{path}" in pages


def test_an_old_browser_finds_the_picture(client, county):
    assert client.get("/favicon.ico").headers["Location"].endswith("favicon.png")


def test_the_colours_in_the_address_are_the_colours_of_the_stylesheet(client, county):
    response = client.get("/brand.css", {"brand": "7a1f5c", "accent": "f0b84a"})
    assert "--fp-brand:#7a1f5c" in response.content.decode()
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("brand", ["", "red", "12345", "1234567", "12345;}", "١٢٣٤٥٦"])
def test_what_is_no_colour_is_not_found(client, county, brand):
    assert client.get("/brand.css", {"brand": brand, "accent": "f0b84a"}).status_code == 404


def test_a_logo_may_do_nothing_but_be_drawn(client, county):
    response = client.get("/logo.svg")
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "sandbox" in response["Content-Security-Policy"]


def test_an_authority_without_a_logo_has_none(client, county):
    LocalAuthority.objects.update(logo_svg="")
    assert client.get("/logo.svg").status_code == 404
