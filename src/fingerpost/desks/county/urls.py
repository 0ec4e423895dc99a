"""Addresses of the county desk."""

from django.urls import URLPattern

app_name = "county"
urlpatterns: list[URLPattern] = []
