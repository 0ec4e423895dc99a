"""The second lock on families with fewer questions to a query: each is prepared whether it is asked or not.

Whether the machinery asks, the functions find out, which are asked last: `families_reach()` answers null for it, and for
it alone; those that look for one person answer yes, and know whoever asks by their own number.
"""

from django.db import migrations

from fingerpost.base.policies import FAMILIES, MINE, among, either, row_security_anew

# `# 7`: a string of bits is counted from the left of each byte, and set_bit counts from the right.
REACH = """
create or replace function families_reach() returns varbit language plpgsql stable
    set search_path = public, pg_temp as $$
declare
    groups text := coalesce(current_setting('fingerpost.groups', true), '');
    county boolean := coalesce(current_setting('fingerpost.county', true), '') = 'on';
    lead boolean := coalesce(current_setting('fingerpost.lead', true), '') = 'on';
    near text := coalesce(nullif(current_setting('fingerpost.near', true), ''), '{}');
    named text := coalesce(nullif(current_setting('fingerpost.named', true), ''), '{}');
    today text := coalesce(current_setting('fingerpost.on', true), '');
    said text := array[groups, county::text, lead::text, near, named, today]::text;
    before text := coalesce(current_setting('fingerpost.machinery', true), '');
    bits bytea;
    each bigint;
begin
    if before in ('families', 'everything') then
        return null;
    end if;
    if groups = '' and not county or today = '' then
        return '';
    end if;
    if current_setting('fingerpost.kept_families_of', true) = said then
        return coalesce(('x' || current_setting('fingerpost.kept_families'))::varbit, '');
    end if;
    perform set_config('fingerpost.machinery', 'families', true);
    bits := decode(
        repeat(case when county then 'ff' else '00' end, (select coalesce(max(id), 0) / 8 + 1 from families_family)::int),
        'hex'
    );
    if not county then
        for each in
            select family_id from families_registration
            where group_id = any (groups::bigint[]) and valid_from <= today::date
                and (valid_to is null or valid_to >= today::date)
        loop
            bits := set_bit(bits, (each - 1) # 7, 1);
        end loop;
    end if;
    for each in
        select id from families_family where restricted and not lead and id <> all (named::bigint[])
        union all
        select id from families_family where id = any (near::bigint[])
    loop
        bits := set_bit(bits, (each - 1) # 7, 0);
    end loop;
    perform set_config('fingerpost.kept_families', encode(bits, 'hex'), true);
    perform set_config('fingerpost.kept_families_of', said, true);
    perform set_config('fingerpost.machinery', before, true);
    return coalesce(('x' || encode(bits, 'hex'))::varbit, '');
end $$;
"""


# Cheap, as a planner should count it: declared dearer, it made the list of a group's families half as slow again.
HERE = """
create function families_here(number bigint) returns boolean language plpgsql stable cost 10
    set search_path = public, pg_temp as $$
begin
    if current_setting('fingerpost.machinery', true) in ('families', 'everything')
        or number = any (nullif(current_setting('fingerpost.families', true), '')::bigint[]) then
        return true;
    end if;
    return substring(families_reach() from number::int for 1) = B'1';
end $$;
"""


def here(name: str, parameters: str, mine: str, *questions: str) -> str:
    """A function that looks for one person among those of the families that can be seen."""
    found = "\n        or ".join(f"exists (select from {question} = number)" for question in questions)
    return f"""
create or replace function {name}({parameters}) returns boolean language plpgsql stable cost 1000
    set search_path = public, pg_temp as $$
begin
    if current_setting('fingerpost.machinery', true) in ('families', 'everything'){mine} then
        return true;
    end if;
    return {found};
end $$;
"""


ME = "\n        or person = nullif(current_setting('fingerpost.user', true), '')::bigint"
MEMBER, CARES = "families_adultmembership where adult_id", "families_care where adult_id"
FUNCTIONS = [
    REACH,
    here("families_member_here", "number bigint", "", MEMBER),
    here("families_adult_here", "number bigint, person bigint", ME, MEMBER, CARES),
    here("families_child_here", "number bigint", "", "families_childmembership where child_id"),
    # Of a table with few rows, of which nearly all that are read are one's own: of others it is asked row by row.
    HERE,
]


def reached(column: str) -> str:
    """A family that was opened by name, or one of those that are worked out, or any if the machinery asks: for that one
    the bit is null. A row without a family stays shut."""
    bit = f"substring((select families_reach()) from {column}::int for 1) = B'1'"  # noqa: S608 - our own words
    return either(among(column, "families", "bigint"), f"coalesce({bit}, {column} is not null)")


def one_of(column: str, people: str, otherwise: str) -> str:
    """Somebody in a family that was opened by name, or in another that can be seen."""
    return either(among(column, people, "bigint"), otherwise)


REACHED = reached("family_id")
HERE_TODAY = "family_id in (select families_of_my_groups())"


class Migration(migrations.Migration):
    dependencies = [("families", "0011_count_anew")]
    operations = [
        *(migrations.RunSQL(words) for words in FUNCTIONS),
        row_security_anew("families_registration", sees=REACHED, writes=either(FAMILIES, HERE_TODAY)),
        row_security_anew("families_family", sees=reached("id")),
        *(
            row_security_anew(table, sees=REACHED)
            for table in (
                "families_adultmembership",
                "families_childmembership",
                "families_address",
                "families_note",
                "families_contactrestriction",
            )
        ),
        row_security_anew(
            "families_familyworker", sees=either(f"user_id = {MINE}", "families_here(family_id)"), writes=REACHED
        ),
        row_security_anew("families_child", sees=one_of("id", "children", "families_child_here(id)")),
        row_security_anew("families_care", sees=one_of("child_id", "children", "families_child_here(child_id)")),
        row_security_anew(
            "families_adult",
            sees=one_of("id", "adults", "families_adult_here(id, user_id)"),
            writes=one_of("id", "adults", "families_member_here(id)"),
        ),
        row_security_anew("families_contact", sees=one_of("adult_id", "adults", "families_member_here(adult_id)")),
        migrations.RunSQL("drop function families_adult_here(bigint)"),
    ]
