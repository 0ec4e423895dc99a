"""What is over ends by itself: once a day, by the command."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from fingerpost.sharing.models import Share
from fingerpost.sharing.vocabulary import Ended
from tests.factories.county import County
from tests.factories.families import TODAY
from tests.factories.sharing import make_share, make_told

pytestmark = pytest.mark.django_db


def test_each_day_what_is_over_ends_and_what_ends_soon_is_said(county: County, capsys, time_machine):
    told = make_told(county.group)
    make_share(told.family, told.visitors, told.worker)
    share = Share.objects.told("a test").get()
    for day, said in {
        TODAY: "0 shares ended, 0 end soon.",
        share.valid_to - timedelta(days=14): "0 shares ended, 1 end soon.",
        share.valid_to: "0 shares ended, 0 end soon.",
        share.valid_to + timedelta(days=1): "1 shares ended, 0 end soon.",
    }.items():
        time_machine.move_to(day)
        call_command("end_shares")
        assert said in capsys.readouterr().out
    assert Share.objects.told("a test").get().ended_why == Ended.OVER
