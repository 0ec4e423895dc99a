"""Bringing the database up to what the code expects, and only if it is not there yet."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fingerpost.places.models import Centre


def migrate_if_needed() -> bool:
    """Make or change the tables; whether there was something to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def wants_demo() -> bool:
    """Whether this is a try-out with nothing in it yet."""
    return settings.FINGERPOST_DEMO and not Centre.objects.exists()


def close_connections() -> None:
    """Let go of the database before the server's own processes take over."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
