"""Commands are typed with hyphens, as everywhere; Django names them with underscores."""

import pytest

from fingerpost.launch.cli import in_django_s_words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["fingerpost", "load-centres", "my-file.csv"], ["fingerpost", "load_centres", "my-file.csv"]),
        (["fingerpost", "load_centres"], ["fingerpost", "load_centres"]),
        (["fingerpost", "--help"], ["fingerpost", "--help"]),
        (["fingerpost"], ["fingerpost"]),
    ],
)
def test_a_command_is_known_by_either_name(typed, meant):
    assert in_django_s_words(typed) == meant
