"""Addresses of the family desk."""

from django.urls import URLPattern, path

from fingerpost.desks.family.views import desk, record

app_name = "family"
urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("record/", record.record, name="record"),
]
