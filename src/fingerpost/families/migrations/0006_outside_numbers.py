import django.db.models.deletion
from django.db import migrations, models

import fingerpost.base.privacy
from fingerpost.base.policies import FAMILIES, either, row_security


def belongs(table):
    return f"exists (select from families_family f where f.id = {table}.family_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0005_doubles_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutsideNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.SlugField(verbose_name="the system that it came from")),
                ("number", models.CharField(max_length=60, verbose_name="your number there")),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outside_numbers",
                        to="families.family",
                    ),
                ),
            ],
            options={
                "verbose_name": "number in another system",
                "verbose_name_plural": "numbers in other systems",
                "constraints": [models.UniqueConstraint(fields=("source", "number"), name="outside_number_once")],
            },
            bases=(fingerpost.base.privacy.Personal, models.Model),
        ),
        row_security("families_outsidenumber", sees=either(FAMILIES, belongs("families_outsidenumber"))),
    ]
