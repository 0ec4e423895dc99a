"""The bench of the second lock fills tables by hand: what a table asks for since, it must be given."""

import re

from django.apps import apps
from django.db.models import NOT_PROVIDED, Model

from benchmarks.row_security import FILL

FILLED = [
    (table, set(columns.split(", ")))
    for table, columns in re.findall(r"insert into (\w+) \(([^)]*)\)", " ".join(FILL.split()))
]
MODELS = {model._meta.db_table: model for model in apps.get_models()}


def asked_for(model: type[Model]) -> set[str]:
    """The columns that every new row must bring."""
    columns = (field for field in model._meta.local_concrete_fields if not field.primary_key)
    return {str(each.column) for each in columns if not each.null and each.db_default is NOT_PROVIDED}


def test_every_filling_names_its_columns():
    assert len(FILLED) == FILL.count("insert into")


def test_the_filling_brings_what_each_table_asks_for():
    assert not {table: lacks for table, columns in FILLED if (lacks := asked_for(MODELS[table]) - columns)}
