"""Paper forms on the centre desk: taken in, keyed in beside their picture, sent when nothing is missing."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.families.operations import link_adult
from fingerpost.registration.models import FilledForm, ScanPage
from fingerpost.registration.queries.scans import ticket
from fingerpost.registration.vocabulary import FormState
from tests.factories.accounts import CONSOLE, make_posting
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import make_family, named
from tests.factories.forms import OF_THE_OKOYES, answers, make_paper_form, photo
from tests.factories.places import make_group

pytestmark = pytest.mark.django_db
PAPER = reverse("centre:paper")
KEYED = {
    "adults": "1",
    "children": "1",
    "adults/0/given_name": "Suharto",
    "adults/0/no_contact": "y",
    "home/hidden": "1",
    "home/stay": "3",
    "home/centre": "oak-tree",
    "children/0/born": "2",
    "children/0/due_on": "27 3 2027",
    "children/0/relationship/0": "2",
    "agreement/read": "y",
}


def desk(client: Client, role: Role = Role.RECEPTIONIST) -> Client:
    return seated(client, make_posting(role).user)


def keying(reference: str) -> str:
    return reverse("centre:keying", kwargs={"reference": reference})


def form_of(reference: str) -> FilledForm:
    return FilledForm.objects.told("a test").get(reference=reference)


def test_a_photo_is_taken_in_and_waits(client, county: County):
    at_the_desk = desk(client)
    answer = at_the_desk.post(PAPER, {"file": SimpleUploadedFile("../cat.exe", photo())})
    form = FilledForm.objects.told("a test").get()
    assert answer["Location"] == keying(form.reference)
    assert form.group == county.group
    assert form.reference in at_the_desk.get(PAPER).content.decode()


@pytest.mark.parametrize(("sent", "sentence"), [(b"", "Choose a file"), (b"GIF89a", "We can read PDF, JPEG")])
def test_what_cannot_be_read_gets_a_clear_sentence(client, county, sent, sentence):
    page = desk(client).post(PAPER, {"file": SimpleUploadedFile("a.pdf", sent)} if sent else {}).content.decode()
    assert sentence in page
    assert not FilledForm.objects.told("a test").exists()


def test_the_paper_is_beside_the_boxes_but_never_from_this_host(client, county, settings):
    settings.PICTURES_HOST = "scans.example"
    answer = desk(client).get(keying(make_paper_form(county)))
    assert '<img src="http://scans.example/scans/' in answer.content.decode()
    assert "img-src 'self' http://scans.example" in answer["Content-Security-Policy"]


def test_without_a_host_for_pictures_they_are_downloaded(client, county):
    answer = desk(client).get(keying(make_paper_form(county)))
    assert "Download page 1" in answer.content.decode()
    assert "img-src 'self';" in answer["Content-Security-Policy"]


def test_a_page_is_a_download_that_can_run_nothing_and_is_kept_nowhere(client, county):
    make_paper_form(county)
    page = ScanPage.objects.told("a test").get()
    answer = client.get(reverse("public:scan", args=[ticket(page.reference)]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == 'attachment; filename="page.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_on_the_host_of_pictures_there_is_nothing_else(client, county, settings):
    settings.PICTURES_HOST = "testserver"
    assert client.get("/").status_code == 404
    assert client.get(reverse("account_login")).status_code == 404


def test_what_is_keyed_in_is_kept_right_or_wrong(client, county):
    reference = make_paper_form(county)
    typed = {**KEYED, "home/hidden": "perhaps", "save": "yes"}
    page = desk(client).post(keying(reference), typed).content.decode()
    assert "Saved." in page
    assert 'value="perhaps"' in page
    assert form_of(reference).state == FormState.DRAFT


def test_what_is_missing_is_said_beside_its_box_and_nothing_is_sent(client, county):
    reference = make_paper_form(county)
    page = desk(client).post(keying(reference), {**KEYED, "children/0/due_on": "", "send": "yes"}).content.decode()
    assert 'href="#children/0/due_on"' in page
    assert form_of(reference).state == FormState.DRAFT


def test_a_whole_form_is_sent_to_the_inbox(client, county):
    reference = make_paper_form(county)
    answer = desk(client).post(keying(reference), {**KEYED, "send": "yes"})
    assert answer["Location"] == PAPER
    assert form_of(reference).state == FormState.SENT


def test_a_form_of_another_group_is_not_there(client, county):
    reference = make_paper_form(county)
    FilledForm.objects.told("a test").update(group=make_group())
    assert desk(client).get(keying(reference)).status_code == 404


def test_another_role_elsewhere_opens_no_paper_there(client, county):
    """Row security shows a website editor the rows of their group; taking forms in is not their work."""
    reference, vale = make_paper_form(county), make_group("Vale")
    FilledForm.objects.told("a test").update(group=vale)
    user = make_posting(Role.RECEPTIONIST).user
    make_posting(Role.WEBSITE_EDITOR, vale, user)
    at_the_desk = seated(client, user)
    assert at_the_desk.get(keying(reference)).status_code == 404
    assert reference not in at_the_desk.get(PAPER).content.decode()


def test_a_form_of_a_family_that_the_worker_stands_near_is_not_there(client, county):
    worker = make_posting(Role.RECEPTIONIST, county.centres[0]).user
    family = make_family(county.group, on=county.today)
    link_adult(
        reference=family.reference, adult=named(family, "Suharto").reference, user=worker, by=CONSOLE, on=county.today
    )
    reference = make_paper_form(county)
    form = form_of(reference)
    form.answers = json.dumps(answers(OF_THE_OKOYES))
    form.save()
    assert seated(client, worker).get(keying(reference)).status_code == 404


def test_what_was_typed_stays_where_the_form_cannot_be_sent(client, county):
    typed = {**KEYED, "home/centre": "nowhere", "send": "yes"}
    page = desk(client).post(keying(make_paper_form(county)), typed).content.decode()
    assert "Choose a centre from the list." in page
    assert 'value="Suharto"' in page


def test_a_family_sends_a_photo_from_the_website(client, county):
    file = SimpleUploadedFile("form.jpg", photo())
    page = client.post(reverse("public:paper-send"), {"file": file, "centre": "oak-tree"}).content.decode()
    form = FilledForm.objects.told("a test").get()
    assert form.reference in page
    assert form.group == county.group


def test_a_photo_of_each_page_is_one_form(client, county):
    files = [SimpleUploadedFile(f"{number}.jpg", photo()) for number in (1, 2)]
    client.post(reverse("public:paper-send"), {"file": files, "centre": "oak-tree"})
    assert [page.number for page in ScanPage.objects.told("a test").order_by("number")] == [1, 2]


def test_more_files_than_a_form_has_pages_stay_out(client, county):
    files = [SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(21)]
    page = client.post(reverse("public:paper-send"), {"file": files, "centre": "oak-tree"}).content.decode()
    assert "more than 20 files" in page


def test_whoever_sends_again_and_again_has_to_wait(client, county, settings):
    settings.ACCOUNT_RATE_LIMITS = {"send_paper_form": "1/10m/ip"}
    typed = {"centre": "oak-tree"}
    client.post(reverse("public:paper-send"), {**typed, "file": SimpleUploadedFile("1.jpg", b"x")})
    page = client.post(reverse("public:paper-send"), {**typed, "file": SimpleUploadedFile("1.jpg", b"x")})
    assert "too many tries" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"), [({}, "Choose the centre"), ({}, "Choose a file"), ({"centre": "oak-tree"}, "Choose a file")]
)
def test_what_a_family_forgot_is_said(client, county, typed, sentence):
    assert sentence in client.post(reverse("public:paper-send"), typed).content.decode()


def test_a_file_that_is_too_large_stays_out(client, county):
    file = BytesIO(b"x" * (15 * 1024 * 1024 + 10))
    file.name = "big.pdf"
    page = client.post(reverse("public:paper-send"), {"file": file, "centre": "oak-tree"}).content.decode()
    assert "larger than 15 MB" in page
