"""`fingerpost run`: from a fresh clone to a county's centres on the screen, saying what is being done."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import django
from django.conf import settings
from django.core.management import call_command

from fingerpost.launch import server
from fingerpost.launch.cluster import Unavailable
from fingerpost.launch.postgres import PrivatePostgres
from fingerpost.launch.steps import Steps

USAGE = """Usage: fingerpost run

Starts Fingerpost on this machine, with a private database and a make-believe county in it.
  PORT          the port to serve on (8000)
  DATABASE_URL  a PostgreSQL of yours, instead of the private one
"""
LOOK_AFTER_SECONDS = 1.0


def run(arguments: Sequence[str] = ()) -> int:
    """Start everything, serve until told to stop, stop everything. Gives the status to exit with."""
    if arguments:
        print(USAGE)  # noqa: T201
        return 0 if set(arguments) <= {"-h", "--help"} else 2
    steps = Steps()
    steps.take_over(os.environ.get("FINGERPOST_STEPS"))
    try:
        port = server.chosen_port(os.environ)
        with _database(steps) as private:
            return _serve(steps, port, private)
    except KeyboardInterrupt:
        return 0
    except (server.NotServing, Unavailable) as problem:
        steps.say(str(problem), style="bold red")
        return 1


@contextmanager
def _database(steps: Steps) -> Iterator[PrivatePostgres | None]:
    os.environ.setdefault("FINGERPOST_TRY_OUT", "1")
    os.environ.setdefault("FINGERPOST_DEMO", "1")
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    private = PrivatePostgres()
    try:
        with steps.step("Private PostgreSQL"):
            os.environ["DATABASE_URL"] = private.start()
            os.environ["FINGERPOST_PRIVATE_DATABASE"] = "1"
        yield private
    finally:
        private.stop()
        steps.say("Stopped.")


def _serve(steps: Steps, port: int, private: PrivatePostgres | None) -> int:
    _prepare(steps, private)
    process = server.start(port, private.serving_url if private else None)
    try:
        with steps.step("Web server"):
            status = server.wait_until_ready(process, port)
        _say_where(steps, port, status)
        return _look_after(process, private, steps)
    finally:
        server.stop(process)


def _prepare(steps: Steps, private: PrivatePostgres | None) -> None:
    with steps.step("Application"):
        django.setup()
    # These need Django's settings, and so may only be imported now.
    from fingerpost.base.scope import this_process_is_machinery
    from fingerpost.launch import preparation, static_files

    this_process_is_machinery()

    with steps.step("Database tables") as step:
        changed = preparation.migrate_if_needed()
        if not changed:
            step.skip("up to date")
        if private:
            preparation.let_serve()
    with steps.step("Static files") as step:
        if not static_files.collect_if_changed():
            step.skip("unchanged")
    if settings.FINGERPOST_DEMO:
        _make_believe(steps, changed)
    if problem := preparation.seal_the_record():
        steps.say(problem, style="yellow")
    preparation.close_connections()


def _make_believe(steps: Steps, changed: bool) -> None:
    """A county that can never be out of date: made once, rolled forward on the first start of each day.

    changed: the tables are not as they were, so there may be something new to make for them.
    """
    from fingerpost.base.clock import today
    from fingerpost.launch import preparation

    stands = preparation.has_county()
    if stands and not preparation.is_make_believe():
        return
    with steps.step("Make-believe county", watched=False) as step:
        if stands and not changed and preparation.rolled_forward(today()):
            step.skip("up to date")
            return
        call_command("demo")
        preparation.note_rolled_forward(today())


def _look_after(process: "subprocess.Popen[bytes]", private: PrivatePostgres | None, steps: Steps) -> int:
    """Wait for the server to end; start the private database again should somebody kill it; keep the record sealed."""
    from fingerpost.launch.upkeep import Upkeep  # needs Django's settings

    upkeep = Upkeep(lambda problem: steps.say(problem, style="yellow"))
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(LOOK_AFTER_SECONDS)
        if private and not private.running:
            private.start()
        upkeep.if_due()


def _say_where(steps: Steps, port: int, status: int) -> None:
    steps.say(steps.summary())
    if status >= 500:
        steps.say(f"The first page answers with an error ({status}); its cause stands above.", style="bold red")
    steps.say(f"\nFingerpost is running. Open http://{server.HERE}:{port}/", style="bold")
    steps.say("Stop it with Ctrl+C.")
