"""Every page says who may come in, and holds to it: each persona tries each URL."""

import pytest
from django.test import Client

from fingerpost.base.audience import Audience
from tests.factories.county import County
from tests.house.pages import EXAMPLES, views

NAMES = sorted(views())
ADMITTED = {
    "a stranger": frozenset({Audience.ANYONE}),
}
COME_IN = {200, 301, 302}
TURNED_AWAY = {302, 403, 404}


@pytest.mark.parametrize("name", NAMES)
def test_every_view_says_who_may_come_in(name: str):
    assert isinstance(getattr(views()[name], "audience", None), Audience), f"{name}: add @open_to(...)"


@pytest.mark.parametrize("persona", ADMITTED)
@pytest.mark.parametrize("name", NAMES)
def test_a_persona_comes_in_where_the_page_says_so(name: str, persona: str, county: County, client: Client):
    welcome = views()[name].audience in ADMITTED[persona]  # type: ignore[attr-defined]
    answer = client.get(EXAMPLES[name].address(name, county), EXAMPLES[name].query)
    assert answer.status_code in (COME_IN if welcome else TURNED_AWAY)


def test_every_audience_is_tried_by_somebody():
    assert set(Audience) == frozenset().union(*ADMITTED.values())
