"""The lock on doubles: what families are compared by is the machinery's alone; a pair is seen by whoever sees one of
the two and stands near neither, and the queries then ask the rules how much of it."""

from django.db import migrations

from fingerpost.base.policies import FAMILIES, either, outside, row_security


def seen(column: str, table: str) -> str:
    return f"exists (select from families_family f where f.id = {table}.{column})"


def either_seen(table: str, one: str, other: str) -> str:
    """One of the two can be seen, and somebody who looks stands near neither."""
    near = [outside(f"{table}.{column}", "near", "bigint") for column in (one, other)]
    return "(" + " and ".join([either(seen(one, table), seen(other, table)), *near]) + ")"


PAIR, MERGER = "families_possibledouble", "families_merger"


class Migration(migrations.Migration):
    dependencies = [("families", "0004_doubles")]
    operations = [
        row_security("families_compared", sees=FAMILIES),
        row_security("families_familykey", sees=FAMILIES),
        row_security(
            PAIR,
            sees=either(FAMILIES, either_seen(PAIR, "one_id", "other_id")),
            writes=FAMILIES,
        ),
        row_security(MERGER, sees=either(FAMILIES, either_seen(MERGER, "kept_id", "gone_id")), writes=FAMILIES),
    ]
