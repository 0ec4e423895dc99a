"""Addresses of the partner desk."""

from django.urls import URLPattern, path

from fingerpost.desks.partner.views import desk, families

app_name = "partner"
urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("families/", families.families, name="families"),
    path("families/<slug:reference>/", families.family, name="family"),
]
