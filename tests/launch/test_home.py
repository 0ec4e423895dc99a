"""What a try-out keeps for itself."""

import stat

import pytest

from fingerpost.launch.home import home, kept_secret


def test_a_named_home_is_made_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("FINGERPOST_HOME", str(tmp_path / "kept"))
    assert stat.S_IMODE(home().stat().st_mode) == 0o700


def test_a_folder_of_somebody_elses_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("FINGERPOST_HOME", str(tmp_path))
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(SystemExit, match="somebody else's"):
        home()


def test_a_secret_stays_the_same_and_is_nobody_elses(tmp_path):
    first = kept_secret(tmp_path / "secret")
    assert kept_secret(tmp_path / "secret") == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_two_secrets_differ(tmp_path):
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "other")


def test_a_damaged_secret_is_not_used(tmp_path):
    (tmp_path / "secret").write_text("short")
    with pytest.raises(SystemExit, match="damaged"):
        kept_secret(tmp_path / "secret")
