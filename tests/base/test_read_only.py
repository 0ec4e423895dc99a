"""What counts as a read while a page is answered."""

import pytest

from fingerpost.base.read_only import is_read


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        '  select "places_centre"."id" from "places_centre" for update',
        "WITH near AS (SELECT 1) SELECT * FROM near WHERE updated_at < now()",
        "EXPLAIN SELECT 1",
        "SAVEPOINT one",
        "RELEASE SAVEPOINT one",
        "SET TRANSACTION READ ONLY",
    ],
)
def test_a_read_is_let_through(sql):
    assert is_read(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO places_centre VALUES (1)",
        "update places_centre set slug = 'x'",
        "DELETE FROM places_centre",
        "MERGE INTO places_centre USING other ON true WHEN MATCHED THEN DELETE",
        "TRUNCATE places_centre",
        "COPY places_centre FROM STDIN",
        "SET ROLE postgres",
        "-- select\nDELETE FROM places_centre",
        "WITH gone AS (DELETE FROM places_centre RETURNING id) SELECT * FROM gone",
        "with changed as (update places_centre as one set slug = 'x' returning id) select * from changed",
        "SELECT 1; DELETE FROM places_centre",
        "EXPLAIN ANALYZE INSERT INTO places_centre VALUES (1)",
    ],
)
def test_a_write_is_refused_however_it_is_wrapped(sql):
    assert not is_read(sql)
