"""Choices are seen with the family that made them."""

from django.db import migrations

from fingerpost.base.policies import FAMILIES, either, row_security

BELONGS = "exists (select from families_family f where f.id = sharing_choice.family_id)"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0002_append_only"), ("families", "0003_row_security")]
    operations = [row_security("sharing_choice", sees=either(FAMILIES, BELONGS), writes=FAMILIES)]
