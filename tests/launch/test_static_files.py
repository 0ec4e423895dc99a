"""Collecting happens when a file changed, and only then."""

import pytest
from django.contrib.staticfiles.finders import get_finder

from fingerpost.launch import static_files


@pytest.fixture(autouse=True)
def one_style(tmp_path, settings, monkeypatch):
    monkeypatch.setenv("FINGERPOST_HOME", str(tmp_path / "home"))
    (tmp_path / "source").mkdir()
    style = tmp_path / "source" / "style.css"
    style.write_text("p {}")
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATIC_ROOT = tmp_path / "collected"
    get_finder.cache_clear()  # type: ignore[attr-defined]
    yield style
    get_finder.cache_clear()  # type: ignore[attr-defined]


def test_the_second_time_there_is_nothing_to_do(tmp_path):
    assert static_files.collect_if_changed() is True
    assert (tmp_path / "collected" / "style.css").is_file()
    assert static_files.collect_if_changed() is False


def test_a_changed_file_is_collected_again(one_style):
    static_files.collect_if_changed()
    one_style.write_text("p { color: red }")
    assert static_files.collect_if_changed() is True


def test_a_file_that_is_gone_does_not_stay(tmp_path, one_style):
    static_files.collect_if_changed()
    one_style.rename(one_style.with_name("other.css"))
    static_files.collect_if_changed()
    assert not (tmp_path / "collected" / "style.css").exists()
