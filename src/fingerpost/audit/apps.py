"""Tells Django about the check that the service cannot change the record."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class AuditConfig(AppConfig):
    """The record of who did what."""

    name = "fingerpost.audit"

    def ready(self) -> None:
        """Register the check."""
        from fingerpost.audit.queries.rights import refuse_a_role_that_could_change_the_record

        register(refuse_a_role_that_could_change_the_record, Tags.database, deploy=True)
