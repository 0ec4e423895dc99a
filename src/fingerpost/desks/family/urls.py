"""Addresses of the family desk."""

from django.urls import URLPattern, path

from fingerpost.desks.family.views import children, choices, desk, details, everything, record, sharing

app_name = "family"
urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("record/", record.record, name="record"),
    path("record/<slug:what>/", details.change, name="change"),
    path("contacts/new/", details.new_contact, name="new-contact"),
    path("contacts/<slug:reference>/", details.contact, name="contact"),
    path("children/new/<slug:what>/", children.new_child, name="new-child"),
    path("children/<slug:reference>/<slug:what>/", children.child, name="child"),
    path("choices/", choices.choices, name="choices"),
    path("choices/<slug:key>/", choices.choice, name="choice"),
    path("sharing/", sharing.sharing, name="sharing"),
    path("looks/", everything.looks, name="looks"),
    path("everything/", everything.everything, name="everything"),
    path("everything.json", everything.everything_file, name="everything-file"),
]
