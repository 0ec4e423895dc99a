"""A database that cannot be reached is no mistake of the page."""

import pytest
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from fingerpost.base.unavailable import NotSetUp, Unavailable
from fingerpost.places.queries import forget


@pytest.fixture
def request_for_a_page(rf: RequestFactory) -> HttpRequest:
    return rf.get("/find/")


def answer(request: HttpRequest, problem: Exception) -> HttpResponse | None:
    return Unavailable(lambda request: HttpResponse()).process_exception(request, problem)


def test_visitors_are_asked_to_come_back(request_for_a_page: HttpRequest):
    answered = answer(request_for_a_page, OperationalError("connection refused"))
    assert answered is not None
    assert (answered.status_code, answered["Retry-After"]) == (503, "60")
    assert "connection refused" not in answered.content.decode()


def test_other_mistakes_are_not_hidden(request_for_a_page: HttpRequest):
    assert answer(request_for_a_page, IntegrityError("twice")) is None
    assert answer(request_for_a_page, ValueError("no")) is None


def test_a_website_without_its_places_says_so(request_for_a_page: HttpRequest):
    answered = answer(request_for_a_page, NotSetUp("No authority is loaded."))
    assert answered is not None
    assert answered.status_code == 503
    assert "being set up" in answered.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/find/?q=AL1", "/whats-on/?q=AL1", "/centres/", "/county/weeks/"])
def test_every_page_of_an_empty_database_says_so(client: Client, address: str):
    forget()
    assert client.get(address).status_code == 503
