"""What staff have to ask a family about its form, kept encrypted beside the answers, and locked as they are."""

from django.db import migrations

import fingerpost.base.encrypted


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0004_scans"),
    ]

    operations = [
        migrations.AddField(
            model_name="filledform",
            name="question",
            field=fingerpost.base.encrypted.EncryptedTextField(
                null=True, row="reference", verbose_name="what we asked you about your form"
            ),
        ),
    ]
