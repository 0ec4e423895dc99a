"""Addresses of the centre desk."""

from django.urls import URLPattern, path

from fingerpost.desks.centre.views import desk, glass

app_name = "centre"
urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("families/<str:reference>/in-need/", glass.in_need, name="glass"),
    path("opened-in-need/", glass.reviews, name="openings"),
    path("opened-in-need/<str:reference>/", glass.review, name="opening"),
]
