"""Addresses of the centre desk."""

from django.urls import URLPattern, path

from fingerpost.desks.centre.views import desk

app_name = "centre"
urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
]
