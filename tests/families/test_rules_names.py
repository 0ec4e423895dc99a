"""Names from everywhere, as they are searched and as they are masked."""

import pytest

from fingerpost.families.rules.names import masked, sought


@pytest.mark.parametrize(
    ("names", "searched"),
    [
        (("Zoë", "O’Hara", ""), "zoe o'hara"),
        (("Łucja", "Ążewska", "Lucy"), "łucja azewska lucy"),
        (("Suharto", "", ""), "suharto"),
        (("", "", ""), ""),
        (("محمد", "", ""), "محمد"),
        (("Nguyễn Thị", "Ánh", ""), "nguyen thi anh"),
    ],
)
def test_names_as_they_are_searched(names, searched):
    assert sought(*names) == searched


@pytest.mark.parametrize(
    ("name", "shown"), [("Kofi Osei", "K… O…"), ("Suharto", "S…"), ("Mary Jane O'Neill", "M… J… O…"), ("", "")]
)
def test_a_masked_name_is_its_first_letters(name, shown):
    assert masked(name) == shown
