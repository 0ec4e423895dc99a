"""Addresses of the centre desk."""

from django.urls import URLPattern, path

from fingerpost.desks.centre.views import desk, doubles, families, forms, glass, life, paper, sharing

app_name = "centre"
urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("paper-forms/", paper.paper, name="paper"),
    path("paper-forms/<slug:reference>/", paper.keying, name="keying"),
    path("paper-forms/<slug:reference>/pages/", paper.pages, name="paper-pages"),
    path("forms/", forms.forms, name="forms"),
    path("forms/<slug:reference>/", forms.form, name="form"),
    path("families/", families.families, name="families"),
    path("families/<slug:reference>/", families.family, name="family"),
    path("families-to-check/", life.checks, name="checks"),
    path("families/<slug:reference>/life/", life.life, name="life"),
    path("families/<slug:reference>/sharing/", sharing.sharing, name="sharing"),
    path("families/<slug:reference>/sharing/new/", sharing.new_sharing, name="new-sharing"),
    path("families/<slug:reference>/same-as/", doubles.same_as, name="same-as"),
    path("families/<slug:reference>/in-need/", glass.in_need, name="glass"),
    path("doubles/", doubles.doubles, name="doubles"),
    path("doubles/<slug:reference>/", doubles.double, name="double"),
    path("doubles/<slug:reference>/merge/", doubles.merge, name="merge"),
    path("merged/<slug:reference>/", doubles.merged, name="merged"),
    path("opened-in-need/", glass.reviews, name="openings"),
    path("opened-in-need/<slug:reference>/", glass.review, name="opening"),
]
