"""Addresses of the county desk."""

from django.urls import URLPattern, path

from fingerpost.desks.county.views import chain, desks, menu, openings, record, unusual, weeks

app_name = "county"
urlpatterns: list[URLPattern] = [
    path("", weeks.desk, name="desk"),
    path("weeks/", weeks.weeks, name="weeks"),
    path("weeks.csv", weeks.weeks_csv, name="weeks-csv"),
    path("menu/", menu.menu, name="menu"),
    path("work/", desks.work, name="work"),
    path("data-protection/", desks.data_protection, name="data-protection"),
    path("data-protection/record/", record.record, name="record"),
    path("data-protection/record/<int:number>/", record.found, name="record-found"),
    path("data-protection/record/<int:number>.csv", record.found_csv, name="record-csv"),
    path("data-protection/unusual/", unusual.unusual, name="unusual"),
    path("data-protection/unusual/<str:reference>/", unusual.unusual_one, name="unusual-one"),
    path("data-protection/opened-in-need/", openings.openings, name="openings"),
    path("data-protection/opened-in-need/<str:reference>/", openings.opening, name="opening"),
    path("data-protection/seals/", chain.show, name="chain"),
    path("data-protection/seals/verify/", chain.verify_now, name="chain-verify"),
    path("system/", desks.system, name="system"),
]
