"""Addresses of the public desk."""

from django.urls import URLPattern, path

from fingerpost.desks.public.views import brand, calendars, components, data, find, home, sessions, shortlist, whats_on

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("find/", find.find, name="find"),
    path("whats-on/", whats_on.whats_on, name="whats-on"),
    path("whats-on.ics", calendars.whats_on, name="whats-on-calendar"),
    path("sessions/<slug:reference>/", sessions.session, name="session"),
    path("sessions/<slug:reference>/calendar.ics", calendars.session, name="session-calendar"),
    path("shortlist/", shortlist.shortlist, name="shortlist"),
    path("shortlist.ics", calendars.shortlist, name="shortlist-calendar"),
    path("whats-on.json", data.whats_on, name="whats-on-data"),
    path("healthz", data.health, name="health"),
    path("brand.css", brand.colours, name="brand"),
    path("logo.svg", brand.logo, name="logo"),
    path("components/", components.components, name="components"),
]
