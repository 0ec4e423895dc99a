"""Addresses of the pharmacy desk."""

from django.urls import URLPattern, path

from fingerpost.desks.pharmacy.views import desk

app_name = "pharmacy"
urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
]
