"""The second lock on accounts: one's own rows, the colleagues beside, and those whose roles one may give or take."""

from django.db import migrations

from fingerpost.base.policies import ACCOUNTS, MINE, TODAY, among, either, row_security, setting

PLACE = """coalesce('group ' || group_id, 'centre ' || centre_id, 'organisation ' || organisation_id,
        'authority ' || authority_id)"""
APPOINTED = either(among("(role || ' *')", "appoints", "text"), among(f"(role || ' ' || {PLACE})", "appoints", "text"))
BESIDE = f"({among(PLACE, 'team', 'text')} and role <> 'parent' and {TODAY})"


def own(column: str = "user_id") -> str:
    return either(f"{column} = {MINE}", ACCOUNTS)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_cache_entry"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        row_security(
            "accounts_posting",
            sees=either(f"user_id = {MINE}", ACCOUNTS, APPOINTED, BESIDE),
            # Nobody gives themselves a role, nor takes one of theirs away.
            writes=either(ACCOUNTS, f"({APPOINTED} and user_id is distinct from {MINE})"),
        ),
        row_security("accounts_invitation", sees=either(ACCOUNTS, APPOINTED)),
        row_security(
            "accounts_user",
            # Colleagues are known by those of their postings that can be seen.
            sees=either(f"id = {MINE}", ACCOUNTS, "id in (select user_id from accounts_posting)"),
            writes=own("id"),
        ),
        row_security("account_emailaddress", sees=own()),
        row_security(
            "account_emailconfirmation",
            sees=either(ACCOUNTS, "email_address_id in (select id from account_emailaddress)"),
        ),
        row_security("mfa_authenticator", sees=own()),
        row_security("socialaccount_socialaccount", sees=own()),
        row_security("usersessions_usersession", sees=own()),
        row_security(
            "django_session",
            sees=either(
                f"session_key = {setting('session')}",
                ACCOUNTS,
                "session_key in (select session_key from usersessions_usersession)",
            ),
        ),
    ]
