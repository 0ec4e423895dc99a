"""The second lock on what was unusual: for whoever keeps a watch on the record."""

from django.db import migrations

from fingerpost.base.policies import EVERYTHING, either, row_security, setting


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_unusual_access")]
    operations = [row_security("audit_unusualaccess", sees=either(f"{setting('watch')} = 'on'", EVERYTHING))]
