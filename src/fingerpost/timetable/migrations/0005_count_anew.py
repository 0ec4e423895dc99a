"""After a season was planned PostgreSQL counts the rows before it plans the next question. Only the owner of a table
may have it counted, and the role that serves owns nothing: so it asks a function of the owner.
"""

from django.db import migrations

COUNT_ANEW = """
create function timetable_count_anew() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
begin
    analyze timetable_series, timetable_session;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("timetable", "0004_tell_changes")]

    operations = [migrations.RunSQL(COUNT_ANEW, "drop function timetable_count_anew()")]
