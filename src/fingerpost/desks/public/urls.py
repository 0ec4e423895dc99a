"""Addresses of the public desk."""

from django.urls import URLPattern, path

from fingerpost.desks.public.views import data

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("whats-on.json", data.whats_on, name="whats-on-data"),
    path("healthz", data.health, name="health"),
]
