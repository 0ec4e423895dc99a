"""A column that nobody can read in the database, on a table of this test's own."""

import pickle
from typing import Any, ClassVar

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection, models

from fingerpost.audit.models import Event
from fingerpost.audit.operations.rotation import rotate_keys, under_older_keys
from fingerpost.base.encrypted import UNSEEN, BlindIndex, Ciphertext, EncryptedTextField, Hidden
from fingerpost.base.encryption import LostKey, NotOurs
from fingerpost.base.identifiers import new_reference

TEXT, OTHER = "Asthma; carries an inhaler", "Nut allergy"
SECOND = "later:another-secret-of-forty-characters-or-more-3"


class Patient(models.Model):
    reference = models.CharField(max_length=10, unique=True, default=new_reference)
    note = EncryptedTextField(null=True)
    wish = EncryptedTextField(default="")
    email = EncryptedTextField(default="")
    email_index = BlindIndex(of="email", null=True)

    objects: ClassVar[models.Manager["Patient"]] = models.Manager()

    class Meta:
        app_label = "kept_secret"

    def __str__(self) -> str:
        return f"{self.reference} {self.note}"


INDEX: BlindIndex = Patient._meta.get_field("email_index")


@pytest.fixture(autouse=True)
def table(db: None) -> None:
    """Made where every role may make tables, since the one that serves may make none that last."""
    with connection.schema_editor() as editor:
        editor.execute("set local search_path = pg_temp, public")
        editor.create_model(Patient)


@pytest.fixture
def ada() -> Patient:
    return Patient.objects.create(note=TEXT, email="Ada@home.example")


@pytest.fixture
def newer(ada: Patient, settings: Any) -> Patient:
    """Ada's record, kept before a second key was put on the ring."""
    settings.FINGERPOST_KEYS = f"{SECOND} {settings.FINGERPOST_KEYS}"
    return ada


def again(patient: Patient) -> Patient:
    return Patient.objects.get(pk=patient.pk)


def raw(column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from kept_secret_patient")
        return bytes(cursor.fetchone()[0])


def test_a_text_comes_back_for_whoever_asks_for_it(ada):
    assert again(ada).note.shown() == TEXT


def test_the_database_does_not_have_it(ada):
    with connection.cursor() as cursor:
        cursor.execute("select p::text from kept_secret_patient p")
        row = cursor.fetchone()[0]
    assert TEXT.encode().hex() not in row
    assert b"home.example".hex() not in row


def test_nothing_shows_it_unasked(ada):
    note = again(ada).note
    shown = f"{note} {note!r} {note!s} {[note]} {note:>9} {ada} {ada!r} {vars(ada)}"
    assert TEXT not in shown
    assert UNSEEN in shown
    assert "Asthma" not in repr(Patient.objects.values_list("note").get())


def test_it_is_not_put_away_anywhere_else(ada):
    with pytest.raises(TypeError, match="not put away"):
        pickle.dumps(ada.note)


def test_nothing_and_empty_are_kept_as_they_are():
    kept = again(Patient.objects.create(note=None, wish=""))
    assert kept.note is None
    assert (kept.wish.shown(), bool(kept.wish)) == ("", False)


def test_a_text_is_changed_by_saving(ada):
    ada.note = OTHER
    ada.save()
    assert again(ada).note.shown() == OTHER


def test_what_was_not_touched_keeps_its_ciphertext(ada):
    before = raw("note")
    again(ada).save()
    assert raw("note") == before


def test_a_text_given_to_another_row_is_kept_for_that_row(ada):
    ben = Patient.objects.create(note=again(ada).note)
    assert again(ben).note.shown() == TEXT


def test_a_column_read_later_is_the_same(ada):
    assert Patient.objects.only("reference").get().note.shown() == TEXT
    ada.refresh_from_db()
    assert ada.note == again(ada).note


def test_only_the_text_is_read(ada):
    assert Patient.objects.only("note").get().note.shown() == TEXT


def test_many_at_once():
    Patient.objects.bulk_create([Patient(note=TEXT, email="a@b.example"), Patient(note=OTHER)])
    assert {one.note.shown() for one in Patient.objects.all()} == {TEXT, OTHER}


@pytest.mark.parametrize(
    "words",
    [
        "update kept_secret_patient set note = wish",
        "update kept_secret_patient set note = set_byte(note, 40, get_byte(note, 40) # 1)",
        "update kept_secret_patient set reference = 'elsewhere'",
        "update kept_secret_patient set note = ''",
    ],
)
def test_what_was_moved_or_changed_behind_our_back_is_refused(ada, words):
    with connection.cursor() as cursor:
        cursor.execute(words)
    with pytest.raises(NotOurs):
        again(ada).note.shown()


def test_a_row_without_its_reference_is_not_saved():
    with pytest.raises(ValueError, match="has a reference"):
        Patient.objects.create(reference="", note=TEXT)


def test_a_lost_key_is_said_when_the_text_is_asked_for(ada, settings):
    settings.FINGERPOST_KEYS = SECOND
    with pytest.raises(LostKey, match="'tests' is not on the ring"):
        again(ada).note.shown()


@pytest.mark.parametrize("words", [{"note": TEXT}, {"note__contains": "Asthma"}, {"note__in": [TEXT]}])
def test_nobody_searches_in_it(words):
    with pytest.raises((TypeError, FieldError)):
        list(Patient.objects.filter(**words))


def test_it_can_be_asked_whether_there_is_one(ada):
    assert Patient.objects.filter(note__isnull=False).count() == 1


def test_a_bulk_update_is_refused(ada):
    with pytest.raises(TypeError, match="saving its record"):
        Patient.objects.update(note=OTHER)


@pytest.mark.parametrize(
    ("email", "found"), [("ada@home.example", 1), (" ADA@HOME.EXAMPLE", 1), ("ada@home", 0), ("", 0)]
)
def test_a_blind_index_finds_the_whole_text_and_nothing_less(ada, email, found):
    assert Patient.objects.filter(INDEX.matching(email)).count() == found


def test_a_blind_index_follows_its_text(ada):
    ada.email = "ada@work.example"
    ada.save()
    assert not Patient.objects.filter(INDEX.matching("ada@home.example")).exists()
    assert Patient.objects.filter(INDEX.matching("ada@work.example")).exists()


def test_a_model_without_a_reference_is_refused():
    class Loose(models.Model):
        note = EncryptedTextField()

        class Meta:
            app_label = "kept_secret"

        def __str__(self) -> str:
            return ""

    assert "unique, and known before saving" in str(Loose._meta.get_field("note").check())


def test_a_migration_can_be_written():
    _, path, _, kwargs = Patient._meta.get_field("note").deconstruct()
    assert (path, kwargs) == ("fingerpost.base.encrypted.EncryptedTextField", {"null": True, "row": "reference"})
    assert INDEX.deconstruct()[3]["of"] == "email"


def test_keys_are_rotated_and_on_record(newer):
    assert rotate_keys(by="tests", of=[Patient]) == {"kept_secret_patient": 1}
    assert Event.objects.latest("id").counts == {"kept_secret_patient": 1}
    assert not under_older_keys(Patient).exists()


def test_after_a_rotation_the_old_key_is_not_needed(newer, settings):
    rotate_keys(by="tests", of=[Patient])
    settings.FINGERPOST_KEYS = SECOND
    assert again(newer).note.shown() == TEXT
    assert Patient.objects.filter(INDEX.matching("ada@home.example")).exists()


def test_during_a_rotation_old_rows_are_found(newer):
    assert Patient.objects.filter(INDEX.matching("ada@home.example")).exists()


def test_a_rotation_that_was_cut_short_goes_on(newer):
    Patient.objects.bulk_create([Patient(note=OTHER) for _ in range(3)])
    assert rotate_keys(by="tests", of=[Patient], at_once=1) == {"kept_secret_patient": 1}
    assert rotate_keys(by="tests", of=[Patient]) == {}


def test_what_is_saved_during_a_rotation_is_under_the_newest_key(newer):
    again(newer).save()
    assert not under_older_keys(Patient).exists()


@pytest.mark.parametrize("value", [Ciphertext(b"x"), Hidden(str, plain=TEXT.encode())])
def test_both_forms_hide(value):
    assert repr(value) == UNSEEN


def test_the_command_makes_a_key(capsys):
    call_command("keys", "new")
    assert capsys.readouterr().out.startswith("k20")


def test_the_command_lists_and_rotates(capsys):
    call_command("keys", "list")
    call_command("keys", "rotate")
    assert capsys.readouterr().out == "tests encrypts; no other can still be read.\nEverything is under tests.\n"
