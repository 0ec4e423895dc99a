"""The database itself refuses to change a decision or a share: a second person decides once, a share ends once.

Whose record they belong to may change, when two records are made one.
"""

from django.db import migrations

from fingerpost.base.policies import FAMILIES, either, row_security

REFUSE = """
create function sharing_refuse_other_decision() returns trigger language plpgsql as $$
begin
    raise exception 'a decision stays as it was made';
end $$;
create trigger sharing_decision_stays before update on sharing_decision for each row
    when ((old.organisation_id, old.recipient, old.direction, old.purpose, old.tier, old.basis, old.article_six,
            old.article_nine, old.nature, old.told, old.minimum, old.until, old.decided_by, old.decided_at)
        is distinct from (new.organisation_id, new.recipient, new.direction, new.purpose, new.tier, new.basis,
            new.article_six, new.article_nine, new.nature, new.told, new.minimum, new.until, new.decided_by,
            new.decided_at)
        or (old.state <> 'waits' and old.state is distinct from new.state)
        or (old.second_by <> '' and old.second_by is distinct from new.second_by))
    execute function sharing_refuse_other_decision();
create trigger sharing_share_stays before update on sharing_share for each row
    when ((old.decision_id, old.organisation_id, old.valid_from, old.valid_to)
        is distinct from (new.decision_id, new.organisation_id, new.valid_from, new.valid_to)
        or (old.ended_at is not null and (old.ended_at, old.ended_why) is distinct from (new.ended_at, new.ended_why)))
    execute function sharing_refuse_other_decision();
"""
UNDO = """
drop trigger sharing_share_stays on sharing_share;
drop trigger sharing_decision_stays on sharing_decision;
drop function sharing_refuse_other_decision();
"""


def belongs(table: str) -> str:
    """To a family that can be seen."""
    return f"exists (select from families_family f where f.id = {table}.family_id)"


def of(table: str, column: str, to: str) -> str:
    """To a row that can be seen."""
    return f"exists (select from {to} t where t.id = {table}.{column})"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0004_decisions"), ("families", "0003_row_security")]
    operations = [
        migrations.RunSQL(REFUSE, UNDO),
        *(
            row_security(table, sees=either(FAMILIES, belongs(table)), writes=FAMILIES)
            for table in ("sharing_decision", "sharing_share")
        ),
        row_security(
            "sharing_subject",
            sees=either(FAMILIES, of("sharing_subject", "decision_id", "sharing_decision")),
            writes=FAMILIES,
        ),
        row_security(
            "sharing_sharenotice",
            sees=either(FAMILIES, of("sharing_sharenotice", "share_id", "sharing_share")),
            writes=FAMILIES,
        ),
    ]
