"""Addresses of the centre desk."""

from django.urls import URLPattern, path

from fingerpost.desks.centre.views import desk, families

app_name = "centre"
urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("families/", families.families, name="families"),
    path("families/<slug:reference>/", families.family, name="family"),
]
