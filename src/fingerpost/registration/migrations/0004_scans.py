"""Pages of paper forms: seen by whoever sees their form."""

import django.db.models.deletion
from django.db import migrations, models

import fingerpost.base.encrypted
import fingerpost.base.identifiers
import fingerpost.base.privacy
from fingerpost.base.policies import FAMILIES, either, row_security

SEES = "exists (select from registration_filledform f where f.id = registration_scanpage.form_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0003_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScanPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=fingerpost.base.identifiers.new_reference, editable=False, max_length=10, unique=True
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "content",
                    fingerpost.base.encrypted.EncryptedBytesField(
                        row="reference", verbose_name="the page that you sent us"
                    ),
                ),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("came_at", models.DateTimeField(verbose_name="when it came")),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="registration.filledform"
                    ),
                ),
            ],
            options={
                "verbose_name": "page of a paper form",
                "verbose_name_plural": "pages of paper forms",
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("form", "number"), name="scan_page_once")],
            },
            bases=(fingerpost.base.privacy.Personal, models.Model),
        ),
        row_security("registration_scanpage", sees=either(FAMILIES, SEES), writes=FAMILIES),
    ]
