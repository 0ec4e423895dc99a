"""The second lock on families: those of one's groups today, but for the restricted ones and those that one stands near.

A family is with a group by its registrations, and everything else is with a family. So each table asks for the one
before it: a policy that asked for its own table, or in a circle, PostgreSQL refuses. Where a registration must know
more than itself, it asks a function of the owner that answers with numbers of families alone.
"""

from django.db import migrations

from fingerpost.base.policies import FAMILIES, MINE, TODAY, among, either, outside, row_security, setting

COUNTY, LEAD = f"{setting('county')} = 'on'", f"{setting('lead')} = 'on'"
HERE = f"({among('group_id', 'groups', 'bigint')} and {TODAY})"


def of_the_owner(name: str, numbers: str) -> str:
    """A function that sees every row while it answers, and answers with numbers of families."""
    return f"""
create function {name}() returns setof bigint language plpgsql stable security definer
    set search_path = public, pg_temp as $$
declare before text := coalesce(current_setting('fingerpost.machinery', true), '');
begin
    perform set_config('fingerpost.machinery', 'families', true);
    return query {numbers};
    perform set_config('fingerpost.machinery', before, true);
end $$
"""


# Registered today with a group of mine, and open to me.
MY_GROUPS = f"""
    select family_id from families_registration join families_family on families_family.id = family_id
    where {HERE} and {outside("family_id", "near", "bigint")}
        and (not restricted or {LEAD} or {among("family_id", "named", "bigint")})
"""  # noqa: S608 - our own words
FUNCTIONS = [
    "create index families_family_restricted on families_family (id) where restricted",
    of_the_owner("families_closed", "select id from families_family where restricted"),
    of_the_owner("families_of_my_groups", MY_GROUPS),
]
UNDO = """
drop function families_of_my_groups();
drop function families_closed();
drop index families_family_restricted;
"""

MINE_TODAY = "family_id in (select families_of_my_groups())"
OPEN_TO_ME = either(LEAD, among("family_id", "named", "bigint"), "family_id not in (select families_closed())")
REGISTERED = f"""exists (
        select from families_registration r where r.family_id = families_family.id
            and {among("r.group_id", "groups", "bigint")}
            and {TODAY.replace("valid_", "r.valid_")}
    )"""


def belongs(table: str) -> str:
    """To a family that can be seen."""
    return f"exists (select from families_family f where f.id = {table}.family_id)"


def of(table: str, person: str, member: str) -> str:
    """Of a person whose membership of a family can be seen."""
    return f"exists (select from families_{member}membership m where m.{member}_id = {table}.{person})"


class Migration(migrations.Migration):
    dependencies = [("families", "0002_openings"), ("accounts", "0003_row_security")]
    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO),
        row_security(
            "families_registration",
            sees=either(
                FAMILIES,
                among("family_id", "families", "bigint"),
                f"({either(COUNTY, HERE)} and {outside('family_id', 'near', 'bigint')} and {OPEN_TO_ME})",
                # Where else a family of mine is registered.
                MINE_TODAY,
            ),
            # Nobody fetches a family by writing that it is with their group.
            writes=either(FAMILIES, MINE_TODAY),
        ),
        row_security(
            "families_family",
            sees=either(
                FAMILIES,
                among("id", "families", "bigint"),
                f"({either(COUNTY, REGISTERED)} and {outside('id', 'near', 'bigint')}"
                f" and {either('not restricted', LEAD, among('id', 'named', 'bigint'))})",
            ),
        ),
        *(
            row_security(table, sees=either(FAMILIES, belongs(table)))
            for table in (
                "families_adultmembership",
                "families_childmembership",
                "families_address",
                "families_note",
                "families_contactrestriction",
            )
        ),
        row_security(
            "families_familyworker",
            sees=either(FAMILIES, f"user_id = {MINE}", belongs("families_familyworker")),
            writes=either(FAMILIES, belongs("families_familyworker")),
        ),
        row_security(
            "families_opening",
            sees=either(FAMILIES, f"user_id = {MINE}", f"{setting('watch')} = 'on'"),
            writes=FAMILIES,
        ),
        row_security("families_child", sees=either(FAMILIES, of("families_child", "id", "child"))),
        row_security(
            "families_care",
            sees=either(FAMILIES, "exists (select from families_child c where c.id = families_care.child_id)"),
        ),
        row_security(
            "families_adult",
            # Oneself; whoever is in a family that can be seen; and who cares for a child there from another family.
            sees=either(
                FAMILIES,
                of("families_adult", "id", "adult"),
                f"user_id = {MINE}",
                "exists (select from families_care c where c.adult_id = families_adult.id)",
            ),
            writes=either(FAMILIES, of("families_adult", "id", "adult")),
        ),
        row_security("families_contact", sees=either(FAMILIES, of("families_contact", "adult_id", "adult"))),
    ]
