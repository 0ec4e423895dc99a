"""Addresses of the county desk."""

from django.urls import URLPattern, path

from fingerpost.desks.county.views import desks, menu, weeks

app_name = "county"
urlpatterns: list[URLPattern] = [
    path("", weeks.desk, name="desk"),
    path("weeks/", weeks.weeks, name="weeks"),
    path("weeks.csv", weeks.weeks_csv, name="weeks-csv"),
    path("menu/", menu.menu, name="menu"),
    path("work/", desks.work, name="work"),
    path("data-protection/", desks.data_protection, name="data-protection"),
    path("system/", desks.system, name="system"),
]
