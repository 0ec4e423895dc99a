"""Forms: staff see those of their groups once they were sent, or once a colleague began them. Whoever fills one in
online is found by a secret, and by the machinery alone; nobody at a desk sees a family typing."""

from django.db import migrations

from fingerpost.base.policies import FAMILIES, among, either, row_security, setting

COUNTY = f"{setting('county')} = 'on'"
OURS = f"(not (state = 'draft' and door = 'online') and {either(COUNTY, among('group_id', 'groups', 'bigint'))})"


class Migration(migrations.Migration):
    dependencies = [("registration", "0002_append_only"), ("families", "0003_row_security")]
    operations = [row_security("registration_filledform", sees=either(FAMILIES, OURS), writes=FAMILIES)]
