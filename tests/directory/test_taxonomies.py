"""The core menu of six areas, and the categories of the former national directory."""

import pytest

from fingerpost.audit.models import Event
from fingerpost.base.verdict import Refused
from fingerpost.directory import operations
from fingerpost.directory.models import Term
from fingerpost.directory.operations import load_taxonomies
from fingerpost.directory.queries import core_menu
from tests.factories.timetable import make_service

pytestmark = pytest.mark.django_db
BY = "a test"


def load() -> dict[str, int]:
    return load_taxonomies(by=BY)


def test_the_core_menu_has_the_six_areas_of_the_source():
    load()
    assert [(area.key, len(area.items)) for area in core_menu()] == [
        ("child-development", 4),
        ("family-support", 4),
        ("parenting", 5),
        ("training-and-work", 4),
        ("family-health", 3),
        ("public-health", 7),
    ]


def test_the_national_directory_has_six_groups_and_43_terms():
    load()
    terms = Term.objects.filter(taxonomy__key="national-directory")
    assert terms.filter(parent=None).count() == 6
    assert terms.exclude(parent=None).count() == 43


def test_loading_again_changes_nothing():
    load()
    assert load() == {"added": 0, "changed": 0, "removed": 0}
    assert Event.objects.filter(operation="load taxonomies").count() == 1


def test_better_words_keep_the_key():
    load()
    Term.objects.filter(key="bookstart").update(name="Old words")
    assert load()["changed"] == 1
    assert Term.objects.get(key="bookstart").name.startswith("Bookstart")


def test_a_term_that_is_gone_is_removed_unless_services_use_it():
    load()
    taxonomy = Term.objects.filter(taxonomy__key="core-menu")[0].taxonomy
    unused = Term.objects.create(taxonomy=taxonomy, key="unused", name="Unused", position=90)
    used = Term.objects.create(taxonomy=taxonomy, key="used", name="Used", position=91)
    make_service().terms.add(used)
    assert load()["removed"] == 1
    assert not Term.objects.filter(pk=unused.pk).exists()
    assert Term.objects.filter(pk=used.pk).exists()


def test_a_file_with_a_key_twice_is_refused(tmp_path, monkeypatch):
    area = '[[areas]]\nkey = "play"\nname = "Play"\nitems = [{ key = "play", name = "Play" }]\n'
    (tmp_path / "core-menu.toml").write_text(f'key = "core-menu"\nname = "Menu"\nsource = ""\n{area}')
    monkeypatch.setattr(operations, "DATA", tmp_path)
    with pytest.raises(Refused, match="“play” twice"):
        load()
    assert not Term.objects.exists()
