"""fingerpost load-authority."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.places.conftest import SECOND

pytestmark = pytest.mark.django_db


def test_a_folder_is_loaded_and_said():
    out = io.StringIO()
    call_command("load_authority", str(SECOND), stdout=out)
    assert out.getvalue() == "Wealdmoor: 3 centres, 2 groups, 2 districts.\n"


def test_a_folder_without_an_authority_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"no file .*authority\.toml"):
        call_command("load_authority", str(tmp_path))


def test_without_a_folder_the_one_that_ships_is_loaded(monkeypatch):
    from fingerpost.places.management.commands import load_authority

    monkeypatch.setattr(load_authority, "shipped", lambda: [SECOND])
    out = io.StringIO()
    call_command("load_authority", stdout=out)
    assert "Wealdmoor" in out.getvalue()
