"""The product's addresses, and one whose view forgot to say who may come in."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from fingerpost.urls import urlpatterns as ours


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("This must not be read.")


urlpatterns = [*ours, path("undeclared/", undeclared)]
