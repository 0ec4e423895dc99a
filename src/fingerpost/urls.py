"""Every address of the product: one include a desk."""

from django.urls import include, path

urlpatterns = [
    path("", include("fingerpost.desks.public.urls")),
    path("", include("fingerpost.desks.account.urls")),
    path("centre/", include("fingerpost.desks.centre.urls")),
    path("partner/", include("fingerpost.desks.partner.urls")),
    path("pharmacy/", include("fingerpost.desks.pharmacy.urls")),
    path("family/", include("fingerpost.desks.family.urls")),
    path("county/", include("fingerpost.desks.county.urls")),
]
