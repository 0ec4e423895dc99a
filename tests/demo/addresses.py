"""The product's addresses as the demonstration has them."""

from django.urls import include, path

from fingerpost.desks.account.urls import account
from fingerpost.desks.account.views.personas import personas
from fingerpost.urls import urlpatterns as ours

urlpatterns = [path("", include(([*account, path("sign-in/as/", personas, name="personas")], "account"))), *ours]
