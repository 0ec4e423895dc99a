"""What every page relies on."""

from collections.abc import Iterable
from itertools import count

import pytest
from django.template import engines
from jinja2 import UndefinedError
from markupsafe import Markup

from fingerpost.jinja import Remembered, telephone_link, url


def made(source: str, **context: object) -> str:
    return engines["jinja2"].from_string(source).render(context)


def test_a_name_that_nobody_defined_is_an_error():
    with pytest.raises(UndefinedError):
        made("{{ nobody }}")


def test_what_people_wrote_stays_words():
    assert made("{{ name }}", name="<b>") == "&lt;b&gt;"


def test_what_people_wrote_stays_words_inside_a_sentence():
    assert made("{% trans name=name %}Hello {{ name }}{% endtrans %}", name="<b>") == "Hello &lt;b&gt;"


@pytest.mark.parametrize(
    ("written", "link"),
    [("0300 123 4043", "tel:03001234043"), ("+44 (0)20 7946", "tel:+440207946"), ("", "tel:")],
)
def test_a_number_as_written_can_be_dialled(written: str, link: str):
    assert telephone_link(written) == link


def test_an_address_is_the_same_each_time_it_is_asked_for():
    assert url("public:home") == url("public:home") == "/"


def pieces(remembered: Remembered, keys: Iterable[object]) -> list[str]:
    """What is remembered for each key, where each working out gives another number."""
    numbers = count(1)
    return [remembered(key, caller=lambda: Markup(next(numbers))) for key in keys]


def test_a_piece_is_worked_out_once_for_a_key():
    assert pieces(Remembered(), ["a", "a", "b", "a"]) == ["1", "1", "2", "1"]


def test_pieces_do_not_pile_up():
    remembered = Remembered(most=3)
    assert pieces(remembered, range(50))[-1] == "50"
    assert len(remembered._pieces) <= 3
