"""Every address of the product: one include a desk."""

from django.urls import include, path

urlpatterns = [
    path("", include("fingerpost.desks.public.urls")),
    path("county/", include("fingerpost.desks.county.urls")),
]
