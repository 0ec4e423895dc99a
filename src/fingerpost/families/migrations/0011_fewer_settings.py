"""The second lock on families with fewer settings to a query: each is prepared whether it is asked for or not.

Whether the machinery asks, and what was opened by name, a policy asks with one question instead of two.
"""

from django.db import migrations

from fingerpost.base.policies import FAMILIES, MINE, among_or, either, row_security_anew
from fingerpost.base.scope import Machinery


def opened(column: str, name: str) -> str:
    """Somebody, or a family, that was opened by name; or anybody, if the machinery asks."""
    return among_or(column, name, Machinery.FAMILIES, Machinery.EVERYTHING)


def reached(column: str) -> str:
    """A family that was opened by name, or one of those that are worked out."""
    bit = f"substring((select families_reach()) from {column}::int for 1) = B'1'"  # noqa: S608 - our own words
    return either(opened(column, "families"), bit)


def one_of(column: str, people: str, otherwise: str, *mine: str) -> str:
    """Somebody in a family that was opened by name, or in another that can be seen. The first that holds is enough."""
    return either(opened(column, people), *mine, f"{otherwise}({column})")


REACHED = reached("family_id")
HERE_TODAY = "family_id in (select families_of_my_groups())"


class Migration(migrations.Migration):
    dependencies = [("families", "0010_numbers_compared")]
    operations = [
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
    ]
