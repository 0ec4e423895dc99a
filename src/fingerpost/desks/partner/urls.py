"""Addresses of the partner desk."""

from django.urls import URLPattern, path

from fingerpost.desks.partner.views import desk

app_name = "partner"
urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
]
