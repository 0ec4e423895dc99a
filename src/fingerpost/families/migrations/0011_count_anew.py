"""After many families came in PostgreSQL counts the rows before it plans the next question, or it believes the tables to
be as empty as they were. Only the owner of a table may have it counted, and the role that serves owns nothing: so it
asks a function of the owner.
"""

from django.db import migrations

COUNT_ANEW = """
create function families_count_anew() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
begin
    analyze families_family, families_registration, families_adult, families_child, families_adultmembership,
        families_childmembership, families_care, families_contact, families_address, families_compared,
        families_familykey, families_outsidenumber;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0010_numbers_compared")]

    operations = [migrations.RunSQL(COUNT_ANEW, "drop function families_count_anew()")]
