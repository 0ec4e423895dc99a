"""The second lock on accounts again, quicker: whom somebody may know is worked out once in a transaction.

The functions run with the rights of whoever asks, and answer for what that transaction was told.
"""

from django.db import migrations

from fingerpost.base.policies import ACCOUNTS, MINE, TODAY, among, either, row_security_anew, setting

PLACE = """coalesce('group ' || group_id, 'centre ' || centre_id, 'organisation ' || organisation_id,
        'authority ' || authority_id)"""
APPOINTED = f"array[role || ' *', role || ' ' || {PLACE}] && {setting('appoints', 'text[]')}"
BESIDE = f"({among(PLACE, 'team', 'text')} and role <> 'parent' and {TODAY})"

# Colleagues are known by those of their postings that can be seen.
PEOPLE = """
create function accounts_reach() returns int8multirange language plpgsql stable
    set search_path = public, pg_temp as $$
declare
    said text;
    found int8multirange;
begin
    if current_setting('fingerpost.machinery', true) in ('accounts', 'families', 'everything') then
        return '{(,)}';
    end if;
    said := array[
        current_setting('fingerpost.user', true), current_setting('fingerpost.team', true),
        current_setting('fingerpost.appoints', true), current_setting('fingerpost.on', true)
    ]::text;
    if current_setting('fingerpost.kept_people_of', true) = said then
        return current_setting('fingerpost.kept_people');
    end if;
    select coalesce(range_agg(int8range(user_id, user_id, '[]')), '{}') into found
        from (select distinct user_id from accounts_posting) people;
    perform set_config('fingerpost.kept_people', found::text, true);
    perform set_config('fingerpost.kept_people_of', said, true);
    return found;
end $$;
"""
SESSION = """
create function accounts_session_here(key text) returns boolean language plpgsql stable cost 1000
    set search_path = public, pg_temp as $$
begin
    return coalesce(current_setting('fingerpost.machinery', true) in ('accounts', 'families', 'everything'), false)
        or exists (select from usersessions_usersession where session_key = key);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_row_security")]
    operations = [
        migrations.RunSQL(PEOPLE),
        migrations.RunSQL(SESSION),
        row_security_anew(
            "accounts_posting",
            sees=either(f"user_id = {MINE}", ACCOUNTS, APPOINTED, BESIDE),
            # Nobody gives themselves a role, nor takes one of theirs away.
            writes=either(ACCOUNTS, f"({APPOINTED} and user_id is distinct from {MINE})"),
        ),
        row_security_anew(
            "accounts_user",
            sees=either(f"id = {MINE}", "(select accounts_reach()) @> id"),
            writes=either(f"id = {MINE}", ACCOUNTS),
        ),
        row_security_anew(
            "django_session", sees=either(f"session_key = {setting('session')}", "accounts_session_here(session_key)")
        ),
    ]
