"""Tells Django about the checks that the service can neither change the record nor see past row security."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class AuditConfig(AppConfig):
    """The record of who did what."""

    name = "fingerpost.audit"

    def ready(self) -> None:
        """Register the checks."""
        from fingerpost.audit.queries import rights

        register(rights.refuse_a_role_that_could_change_the_record, Tags.database, deploy=True)
        register(rights.refuse_a_role_that_could_see_past_row_security, Tags.database, deploy=True)
        register(rights.refuse_a_role_that_inherits_the_machinery, Tags.database, deploy=True)
