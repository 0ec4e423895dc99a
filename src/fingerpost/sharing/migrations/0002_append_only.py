"""The database itself refuses to change a choice: who thinks otherwise later makes a new one."""

from django.db import migrations

REFUSE = """
create function sharing_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'a choice stays as it was made';
end $$;
create trigger sharing_choice_append_only before update on sharing_choice for each row
    when (old.purpose is distinct from new.purpose or old.detail is distinct from new.detail
        or old.given is distinct from new.given or old.wording is distinct from new.wording
        or old.chosen_at is distinct from new.chosen_at)
    execute function sharing_refuse_change();
"""
UNDO = """
drop trigger sharing_choice_append_only on sharing_choice;
drop function sharing_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
