"""Seals are only ever added, as the events that they seal."""

from django.db import migrations

REFUSE = """
create trigger audit_seal_append_only before update or delete on audit_seal
    for each row execute function audit_refuse_change();
create trigger audit_seal_no_truncate before truncate on audit_seal
    for each statement execute function audit_refuse_change();
"""
UNDO = """
drop trigger audit_seal_append_only on audit_seal;
drop trigger audit_seal_no_truncate on audit_seal;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_reads_and_seals")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
