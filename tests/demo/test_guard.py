"""Make-believe is never mixed into a council's own records."""

from datetime import date

import pytest

from fingerpost.base.verdict import Refused
from fingerpost.demo.operations import make
from fingerpost.places.models import LocalAuthority


@pytest.mark.django_db
def test_beside_a_councils_own_records_the_demo_refuses():
    LocalAuthority.objects.create(code="998", name="Elmshire", slug="elmshire")
    with pytest.raises(Refused, match="council's own records"):
        make(today=date(2026, 11, 22))
    assert LocalAuthority.objects.count() == 1
