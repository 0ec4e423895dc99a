"""The console command `fingerpost`: Django's commands, with a private PostgreSQL brought up for those that need one."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

# Commands that never ask the database anything.
WITHOUT_DATABASE = frozenset(
    {
        "",
        "help",
        "--help",
        "-h",
        "version",
        "--version",
        "collectstatic",
        "makemessages",
        "compilemessages",
    }
)
# These answer people, or let somebody type what they like: they see nobody until they say whom.
NOT_MACHINERY = WITHOUT_DATABASE | {"runserver", "testserver", "shell", "dbshell"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Everything that was started for it is stopped after it, also on SIGTERM."""
    words = in_django_s_words(sys.argv if arguments is None else arguments)
    name = words[1] if len(words) > 1 else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fingerpost.settings")
    leave_in_order_when_told()
    if name == "run":
        from fingerpost.launch.run import run

        sys.exit(run(words[2:]))
    with _database_for(name):
        from django.core.management import execute_from_command_line

        if name not in NOT_MACHINERY:
            from fingerpost.base.scope import this_process_is_machinery

            this_process_is_machinery()
        from fingerpost.base.log_lines import say_no_more

        sys.excepthook = say_no_more
        execute_from_command_line(words)


def in_django_s_words(words: Sequence[str]) -> list[str]:
    """`load-centres` as Django names it, `load_centres`; options stay as they are."""
    program, *rest = words
    if rest and not rest[0].startswith("-"):
        rest[0] = rest[0].replace("-", "_")
    return [program, *rest]


def _database_for(command: str) -> AbstractContextManager[None]:
    needless = command in WITHOUT_DATABASE or "--help" in sys.argv
    return nullcontext() if needless or os.environ.get("DATABASE_URL") else private_database()


@contextmanager
def private_database() -> "Iterator[None]":
    """Point Django at the private PostgreSQL for the duration of the block."""
    from fingerpost.launch.cluster import Unavailable
    from fingerpost.launch.postgres import PrivatePostgres

    server = PrivatePostgres()
    try:
        with server.in_use() as url:
            os.environ["DATABASE_URL"] = url
            os.environ["FINGERPOST_PRIVATE_DATABASE"] = "1"
            os.environ.setdefault("FINGERPOST_TRY_OUT", "1")
            yield
    except Unavailable as problem:
        sys.exit(str(problem))


def leave_in_order_when_told() -> None:
    """Turn the signals that end a program into an ordinary exit, so that what was started is stopped."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)


def _leave(number: int, _frame: "FrameType | None") -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    main()
