"""The table in which attempts to sign in are counted, for all processes together."""

from django.db import migrations

MAKE = """
create table cache_entry (
    cache_key varchar(255) not null primary key,
    value text not null,
    expires timestamp with time zone not null
);
create index cache_entry_expires on cache_entry (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, "drop table cache_entry")]
