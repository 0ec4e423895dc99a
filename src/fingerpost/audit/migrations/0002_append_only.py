"""The database itself refuses to change or remove what is on record."""

from django.db import migrations

REFUSE = """
create function audit_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit events are only ever added';
end $$;
create trigger audit_event_append_only before update or delete on audit_event
    for each row execute function audit_refuse_change();
create trigger audit_event_no_truncate before truncate on audit_event
    for each statement execute function audit_refuse_change();
"""
UNDO = """
drop trigger audit_event_append_only on audit_event;
drop trigger audit_event_no_truncate on audit_event;
drop function audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
