"""The second lock on families again, at a tenth of its cost: which families somebody reaches is worked out once.

Each policy asked for the table before it, and so for its policy: the list of a group's families asked thirty times for
the same. Now `families_reach()` answers with a string of bits, one for the number of each family, and keeps it in a
setting of this transaction together with what it was worked out for; a policy looks at one bit. Of a single family that
a rule opened, and of the people in it, the transaction is told by number, and nothing is worked out.

The functions run with the rights of whoever asks, and answer for what that transaction was told, whatever they are
given: they show nothing that the policies do not.
"""

from django.db import migrations

from fingerpost.base.policies import FAMILIES, MINE, among, either, row_security_anew

# `# 7`: a string of bits is counted from the left of each byte, and set_bit counts from the right.
REACH = """
create function families_reach() returns varbit language plpgsql stable set search_path = public, pg_temp as $$
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
    if groups = '' and not county or today = '' then
        return '';
    end if;
    if current_setting('fingerpost.kept_families_of', true) = said then
        return ('x' || current_setting('fingerpost.kept_families'))::varbit;
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
    return ('x' || encode(bits, 'hex'))::varbit;
end $$;
"""


def here(name: str, *questions: str) -> str:
    """A function that looks for one person among those of the families that can be seen."""
    found = "\n        or ".join(f"exists (select from {question} = number)" for question in questions)
    return f"""
create function {name}(number bigint) returns boolean language plpgsql stable cost 1000
    set search_path = public, pg_temp as $$
begin
    return {found};
end $$;
"""


FUNCTIONS = [
    REACH,
    # Whoever is in a family that can be seen, and who cares for a child there from another family.
    here("families_member_here", "families_adultmembership where adult_id"),
    here("families_adult_here", "families_adultmembership where adult_id", "families_care where adult_id"),
    here("families_child_here", "families_childmembership where child_id"),
]


def reached(column: str) -> str:
    """A family that was opened by name, or one of those that are worked out."""
    bit = f"substring((select families_reach()) from {column}::int for 1) = B'1'"  # noqa: S608 - our own words
    return either(among(column, "families", "bigint"), FAMILIES, bit)


def one_of(column: str, people: str, otherwise: str, *mine: str) -> str:
    """Somebody in a family that was opened by name, or in another that can be seen. The first that holds is enough, so
    what holds on a record's page, the page with the quickest queries, stands first."""
    return either(among(column, people, "bigint"), *mine, FAMILIES, f"{otherwise}({column})")


REACHED = reached("family_id")
HERE_TODAY = "family_id in (select families_of_my_groups())"


class Migration(migrations.Migration):
    dependencies = [("families", "0006_outside_numbers")]
    operations = [
        *(migrations.RunSQL(words) for words in FUNCTIONS),
        # Nobody fetches a family by writing that it is with their group.
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
        row_security_anew("families_familyworker", sees=either(f"user_id = {MINE}", REACHED), writes=REACHED),
        row_security_anew("families_child", sees=one_of("id", "children", "families_child_here")),
        row_security_anew("families_care", sees=one_of("child_id", "children", "families_child_here")),
        row_security_anew(
            "families_adult",
            sees=one_of("id", "adults", "families_adult_here", f"user_id = {MINE}"),
            writes=one_of("id", "adults", "families_member_here"),
        ),
        row_security_anew("families_contact", sees=one_of("adult_id", "adults", "families_member_here")),
        migrations.RunSQL("drop function families_closed()"),
    ]
