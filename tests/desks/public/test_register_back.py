"""Stopping and coming back without an account."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from fingerpost.registration.models import FilledForm
from tests.desks.public.test_register import NAME, OURS, family, hidden, send  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
STOP, BACK = reverse("public:register-save"), reverse("public:register-back")


@pytest.fixture
def mails(family, mailoutbox, django_capture_on_commit_callbacks):  # noqa: F811
    """What was mailed after somebody told their name and stopped."""
    send(family, NAME, **{"adults/0/given_name": "Amara"})
    with django_capture_on_commit_callbacks(execute=True):
        family.post(STOP, {"email": "amara@example.com"})
    return mailoutbox


def link_in(mail) -> str:
    return str(next(part for part in mail.body.split() if part.startswith("http")))


def test_a_link_opens_the_form_in_another_browser(mails):
    browser = Client(headers=OURS)
    link = link_in(mails[0])
    assert browser.get(link).status_code == 200
    browser.post(link)
    assert "Amara" in browser.get(NAME).content.decode()


def test_looking_at_a_link_does_not_use_it_up(mails):
    for _look in range(3):
        Client().get(link_in(mails[0]))
    assert Client(headers=OURS).post(link_in(mails[0])).status_code == 302


def test_a_link_is_pressed_twice_and_works_once(mails, now):
    first, second = (Client(headers=OURS).post(link_in(mails[0])) for _press in range(2))
    assert first.status_code == second.status_code == 302
    with time_machine.travel(now + timedelta(minutes=2)):
        again = Client(headers=OURS).post(link_in(mails[0]))
    assert again.status_code == 404
    assert "used already" in again.content.decode()


def test_pressing_twice_sends_one_mail(family, mailoutbox, django_capture_on_commit_callbacks):  # noqa: F811
    press = {"email": "amara@example.com", "token": hidden(family.get(STOP), "token")}
    cookies = family.cookies.copy()
    with django_capture_on_commit_callbacks(execute=True):
        for _press in range(2):
            family.cookies = cookies.copy()
            assert family.post(STOP, press).status_code == 200
    assert len(mailoutbox) == 1


def test_after_stopping_nothing_is_left_in_the_browser(family, mails):  # noqa: F811
    assert family.get(NAME).url == reverse("public:register")


def test_the_mail_says_nothing_about_anybody(mails):
    assert "Amara" not in mails[0].body + mails[0].subject
    assert "amara" not in mails[0].body


def test_the_page_says_the_same_whether_an_address_is_known_or_not(mails, django_capture_on_commit_callbacks):
    browser = Client(headers=OURS)
    with django_capture_on_commit_callbacks(execute=True):
        known, unknown = (browser.post(BACK, {"email": each}) for each in ("amara@example.com", "x@example.com"))
    assert known.content == unknown.content
    assert [mail.to for mail in mails] == [["amara@example.com"]] * 2


@pytest.mark.parametrize("address", [STOP, BACK])
@pytest.mark.parametrize("typed", ["", "amara", "a@b", "\x00@example.com"])
def test_what_is_no_address_is_asked_about(family, address, typed):  # noqa: F811
    answer = family.post(address, {"email": typed})
    assert answer.status_code == 422
    assert "like name@example.com" in answer.content.decode()


def test_an_address_is_kept_where_nobody_can_read_it(mails):
    form = FilledForm.objects.told("test").get()
    assert form.return_address is not None
    assert form.return_address.shown() == "amara@example.com"
    assert b"amara" not in bytes(form.return_index)


@pytest.mark.parametrize("email", ["amara@example.com", "nobody@example.com"])
def test_no_letter_box_is_flooded_known_to_us_or_not(mails, settings, email):
    client = Client(headers=OURS)
    settings.ACCOUNT_RATE_LIMITS = {"send_form_link": "30/10m/ip,2/10m/key"}
    said = [client.post(BACK, {"email": email}).content.decode() for _press in range(3)]
    assert ["too many tries" in page for page in said] == [False, False, True]
    assert email in said[-1], "what was typed stays"
    assert "too many tries" not in client.post(BACK, {"email": "other@example.com"}).content.decode()
