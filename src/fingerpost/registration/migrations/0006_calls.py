"""Calls about forms: seen by whoever sees the form."""

import django.db.models.deletion
from django.db import migrations, models

import fingerpost.base.encrypted
import fingerpost.base.identifiers
import fingerpost.base.privacy
from fingerpost.base.policies import FAMILIES, either, row_security

SEES = "exists (select from registration_filledform f where f.id = registration_contacttry.form_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0005_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=fingerpost.base.identifiers.new_reference, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("spoke", "We spoke"),
                            ("no-answer", "Nobody answered"),
                            ("message", "Left a message, as it is safe"),
                            ("wrote", "Wrote to them, as it is safe"),
                            ("wrong", "The number or address does not work"),
                        ],
                        max_length=10,
                        verbose_name="what came of it",
                    ),
                ),
                (
                    "note",
                    fingerpost.base.encrypted.EncryptedTextField(
                        null=True, row="reference", verbose_name="what was written down"
                    ),
                ),
                ("tried_at", models.DateTimeField(verbose_name="when we tried to reach you")),
                (
                    "tried_by",
                    models.CharField(help_text="a role and a reference, as in the audit trail", max_length=100),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tries", to="registration.filledform"
                    ),
                ),
            ],
            options={
                "verbose_name": "call about a registration form",
                "verbose_name_plural": "calls about registration forms",
                "ordering": ["pk"],
            },
            bases=(fingerpost.base.privacy.Personal, models.Model),
        ),
        row_security("registration_contacttry", sees=either(FAMILIES, SEES), writes=FAMILIES),
    ]
