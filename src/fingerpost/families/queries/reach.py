"""What the database must be told of somebody before it shows them families: those they stand near, or are named for."""

from dataclasses import replace

from django.db import connection

from fingerpost.accounts.rules import Viewer
from fingerpost.base.scope import Scope
from fingerpost.families.queries.facts import near_to

# Whether somebody is an adult in any family, and the restricted ones that they are named for: rows of their own.
_OWN = """
select null from families_adult where user_id = %(user)s
union all
select family_id from families_familyworker
where user_id = %(user)s and valid_from <= %(on)s and coalesce(valid_to >= %(on)s, true)
"""


def with_families(scope: Scope, viewer: Viewer) -> Scope:
    """The scope of somebody whose postings let them see families. One query, and more for who is in a family here."""
    if not (scope.groups or scope.county):
        return scope
    with connection.cursor() as cursor:
        cursor.execute(_OWN, {"user": scope.user, "on": scope.on})
        found = {family for (family,) in cursor.fetchall()}
    near = near_to(viewer.user) if None in found else []
    return replace(scope, near=frozenset(near), named=frozenset(found - {None}))
