"""The server as it runs in production, on a free port of this machine, with its use of processor and memory."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fingerpost.launch import server as launched
from fingerpost.launch.server import HERE

__all__ = ["HERE", "free_port", "memory", "processor_seconds", "running"]

TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def running(database: str) -> Iterator[tuple[int, int]]:
    """Granian with two workers of four threads; gives its port and process."""
    before = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = database
    port = free_port()
    process: subprocess.Popen[bytes] = launched.start(port)
    try:
        launched.wait_until_ready(process, port)
        yield port, process.pid
    finally:
        launched.stop(process)
        if before is not None:
            os.environ["DATABASE_URL"] = before


def free_port() -> int:
    with socket.socket() as one:
        one.bind((HERE, 0))
        return int(one.getsockname()[1])


def family(process: int) -> list[int]:
    """A process with its children, and theirs."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(one for child in children for one in family(int(child)))]


def processor_seconds(process: int) -> float:
    """What the server and its workers have used of the processors so far."""
    return sum(_seconds(one) for one in family(process))


def _seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(process: int) -> float:
    """Megabytes of memory of the server and its workers, with what they share counted once."""
    return sum(_proportional(one) for one in family(process))


def _proportional(process: int) -> float:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1_000
    raise LookupError(f"the kernel tells no memory of process {process}")
