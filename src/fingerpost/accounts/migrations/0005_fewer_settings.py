"""The second lock on postings with one setting fewer: the machinery is told apart where it is asked who may appoint."""

from django.db import migrations

from fingerpost.base.policies import ACCOUNTS, MINE, TODAY, among, either, row_security_anew, setting
from fingerpost.base.scope import PREFIX

PLACE = """coalesce('group ' || group_id, 'centre ' || centre_id, 'organisation ' || organisation_id,
        'authority ' || authority_id)"""
APPOINTED = f"array[role || ' *', role || ' ' || {PLACE}] && {setting('appoints', 'text[]')}"
# "machinery" is no role and no place, and so in nobody's list.
APPOINTED_OR_MACHINERY = f"""array['machinery', role || ' *', role || ' ' || {PLACE}] && (select case
    when current_setting('{PREFIX}machinery', true) in ('accounts', 'families', 'everything') then '{{machinery}}'
    else nullif(current_setting('{PREFIX}appoints', true), '') end::text[])"""
BESIDE = f"({among(PLACE, 'team', 'text')} and role <> 'parent' and {TODAY})"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_reach")]
    operations = [
        row_security_anew(
            "accounts_posting",
            sees=either(f"user_id = {MINE}", APPOINTED_OR_MACHINERY, BESIDE),
            writes=either(ACCOUNTS, f"({APPOINTED} and user_id is distinct from {MINE})"),
        ),
    ]
