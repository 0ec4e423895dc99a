"""The database itself refuses to change or remove what is on record, even to the owner of its tables."""

import pytest
from django.db import DatabaseError, connection

from benchmarks.tampering import prepared


@pytest.mark.parametrize("words", ["update {} set {} = {}", "delete from {}", "truncate {}", "truncate {} cascade"])
@pytest.mark.parametrize(("table", "column"), [("audit_event", "actor"), ("audit_seal", "key")])
def test_even_the_owner_is_refused(log, table, column, words):
    prepared(log.owner)
    with pytest.raises(DatabaseError, match="only ever added"), connection.cursor() as cursor:
        cursor.execute(words.format(table, column, column))
