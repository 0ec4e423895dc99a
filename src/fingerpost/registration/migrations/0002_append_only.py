"""The database itself refuses to change a form's wording, or to take a version away."""

from django.db import migrations

REFUSE = """
create function registration_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'a version of a form stays as it was shown';
end $$;
create trigger registration_formversion_append_only before update or delete on registration_formversion
    for each row execute function registration_refuse_change();
"""
UNDO = """
drop trigger registration_formversion_append_only on registration_formversion;
drop function registration_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("registration", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
