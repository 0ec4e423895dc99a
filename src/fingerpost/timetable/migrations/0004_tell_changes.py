"""The database tells the workers what changed: statement triggers fill the change feed, whoever writes.

A statement that touches more than 5,000 records is told as one "everything". Rows older than a week are cleared
away by one statement in a hundred, so that nobody has to remember to; a worker that has not looked for longer
than a day reads everything anew (timetable/queries/live.py).
"""

from django.db import migrations

FUNCTIONS = """
create function timetable_tell_records() returns trigger language plpgsql as $$
declare
    touched bigint;
begin
    select count(*) into touched from (select 1 from told limit 5001) few;
    if touched > 5000 then
        insert into timetable_change (kind) values ('everything');
    elsif touched > 0 then
        insert into timetable_change (kind, record) select tg_argv[0], id from told;
    end if;
    if random() < 0.01 then
        delete from timetable_change where id in (
            select id from timetable_change where written_at < now() - interval '7 days'
            order by id limit 20000 for update skip locked
        );
    end if;
    return null;
end $$;
create function timetable_tell_kind() returns trigger language plpgsql as $$
begin
    insert into timetable_change (kind) values (tg_argv[0]);
    return null;
end $$;
"""
DROP_FUNCTIONS = """
drop function timetable_tell_records();
drop function timetable_tell_kind();
"""

# A new series or venue has no session yet, and one with sessions cannot go: only their updates need telling.
RECORDS = [
    ("timetable_session", "insert", "new", "session"),
    ("timetable_session", "update", "new", "session"),
    ("timetable_session", "delete", "old", "session"),
    ("timetable_series", "update", "new", "series"),
    ("places_venue", "update", "new", "venue"),
    ("places_building", "update", "new", "building"),
]
# Rare and small tables whose words stand in a row of a list.
KINDS = [
    ("places_localauthority", "update", "names"),
    ("places_centre", "update", "names"),
    ("places_centrelisting", "insert or update or delete", "names"),
    ("partners_organisation", "update", "names"),
    ("timetable_session", "truncate", "everything"),
]


def record_trigger(table: str, event: str, rows: str, kind: str) -> migrations.RunSQL:
    name = f"{table}_tell_{event}"
    return migrations.RunSQL(
        f"create trigger {name} after {event} on {table} referencing {rows} table as told"
        f" for each statement execute function timetable_tell_records('{kind}')",
        f"drop trigger {name} on {table}",
    )


def kind_trigger(table: str, events: str, kind: str) -> migrations.RunSQL:
    name = f"{table}_tell_{kind}"
    return migrations.RunSQL(
        f"create trigger {name} after {events} on {table}"
        f" for each statement execute function timetable_tell_kind('{kind}')",
        f"drop trigger {name} on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("timetable", "0003_change_feed"),
        ("places", "0002_initial"),
        ("partners", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *(record_trigger(*row) for row in RECORDS),
        *(kind_trigger(*row) for row in KINDS),
    ]
