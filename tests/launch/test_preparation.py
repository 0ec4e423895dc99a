"""Only what a start needs is done, and a council's own records are never added to."""

from datetime import date

import pytest
from django.db.migrations.executor import MigrationExecutor

from fingerpost.launch import preparation

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


@pytest.fixture(autouse=True)
def kept_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("FINGERPOST_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgres:///one")


@pytest.mark.django_db
def test_tables_that_are_up_to_date_are_left_alone():
    assert preparation.migrate_if_needed() is False


@pytest.mark.django_db
def test_tables_that_are_behind_are_brought_up(monkeypatch):
    called = []
    monkeypatch.setattr(preparation, "call_command", lambda name, **_: called.append(name))
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["a migration"])
    assert preparation.migrate_if_needed() is True
    assert called == ["migrate"]


def test_a_day_is_rolled_forward_once():
    preparation.note_rolled_forward(SUNDAY)
    assert preparation.rolled_forward(SUNDAY)
    assert not preparation.rolled_forward(MONDAY)


def test_another_database_was_not_rolled_forward(monkeypatch):
    preparation.note_rolled_forward(SUNDAY)
    monkeypatch.setenv("DATABASE_URL", "postgres:///other")
    assert not preparation.rolled_forward(SUNDAY)


def test_a_councils_own_database_is_not_make_believe(settings):
    settings.FINGERPOST_PRIVATE_DATABASE = False
    assert not preparation.is_make_believe()


def test_a_database_that_a_try_out_filled_is(settings):
    settings.FINGERPOST_PRIVATE_DATABASE = False
    preparation.note_rolled_forward(SUNDAY)
    assert preparation.is_make_believe()


def test_the_private_database_is(settings):
    settings.FINGERPOST_PRIVATE_DATABASE = True
    assert preparation.is_make_believe()
