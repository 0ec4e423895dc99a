"""Keys are changed while the service runs: whoever reads meanwhile is shown the text, and waits for nobody."""

from threading import Event as Flag
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from fingerpost.audit.operations.rotation import rotate_keys, under_older_keys
from fingerpost.base.encryption import ring
from tests.base.test_encrypted_field import SECOND, TEXT, Patient

ROWS = 300


@pytest.fixture
def patients(log: Any, settings: Any) -> Any:
    with connection.schema_editor() as editor:
        editor.create_model(Patient)
    Patient.objects.bulk_create([Patient(note=f"{TEXT} {number}") for number in range(ROWS)])
    settings.FINGERPOST_KEYS = f"{SECOND} {settings.FINGERPOST_KEYS}"
    return log


def test_readers_see_every_text_while_keys_are_rotated(patients):
    done = Flag()
    wrong: list[int] = []
    looks: list[int] = []

    def read() -> None:
        with patients.writer() as reader:
            reader.execute("set lock_timeout = '1ms'")
            while not (looks and done.is_set()):
                rows = reader.execute("select reference, note from kept_secret_patient").fetchall()
                place = "kept_secret_patient.note"
                texts = {ring().decrypt(bytes(note), f"{place}.{reference}") for reference, note in rows}
                looks.append(len(texts))
                wrong.extend(number for number in range(ROWS) if f"{TEXT} {number}" not in texts)
                reader.commit()

    reader = Thread(target=read)
    reader.start()
    rotated = rotate_keys(by="tests", of=[Patient], at_once=10)
    done.set()
    reader.join()
    assert rotated == {"kept_secret_patient": ROWS}
    assert not wrong
    assert set(looks) == {ROWS}
    assert not under_older_keys(Patient).exists()
