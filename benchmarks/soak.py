"""`make soak`: ask a running Fingerpost for its pages for minutes on end. Nothing may fail, and nothing may grow.

What only time shows: memory that is never given back, connections to the database that are never closed.
"""

import http.client
import itertools
import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path

PAGES = ("/", "/find/?q=WD3+1EE", "/whats-on/?q=AL1", "/whats-on/?days=7&cost=free", "/centres/", "/no-such-page/")
READERS = 4
WARM_UP_SECONDS = 20
# Pages and columns that are kept for speed fill up in the first minutes; after that a worker must stay as it is.
MOST_GROWTH = 1.2
# Eight to the database from each of two workers, and the pairs by which the server's own threads wake each other.
MOST_CONNECTIONS = 24


class Soak:
    """Some readers that ask for one page after the other."""

    def __init__(self, port: int, seconds: float) -> None:
        self.port = port
        self.ends = time.monotonic() + seconds
        self.statuses: Counter[int] = Counter()
        self._counting = threading.Lock()

    def run(self) -> None:
        """Read until the time is up."""
        readers = [threading.Thread(target=self._read) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()

    def _read(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for page in itertools.cycle(PAGES):
            if time.monotonic() > self.ends:
                break
            connection.request("GET", page)
            answer = connection.getresponse()
            answer.read()
            with self._counting:
                self.statuses[answer.status] += 1
        connection.close()


def workers(port: int) -> list[int]:
    """The numbers of the server's processes."""
    words = [b"granian", b"--port", str(port).encode()]
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if all(word in command for word in words):
            found.append(int(process.name))
    return found


def memory(pids: list[int]) -> float:
    """Megabytes that the processes hold together."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def connections(pids: list[int]) -> int:
    """The sockets without a network address that the processes hold: those to the database, and a few of their own."""
    inodes = {line.split()[6] for line in Path("/proc/net/unix").read_text().splitlines()[1:]}
    links = [str(link.readlink()) for pid in pids for link in Path(f"/proc/{pid}/fd").iterdir()]
    return sum(1 for link in links if link.startswith("socket:[") and link[8:-1] in inodes)


def main() -> int:
    """Measure before and after; 1 if a limit was passed."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    port = int(os.environ.get("PORT", "8000"))
    if not (pids := workers(port)):
        print(f"No Fingerpost runs on port {port}. Start one in another window: make run")
        return 1
    Soak(port, WARM_UP_SECONDS).run()
    before = memory(pids)
    soak = Soak(port, minutes * 60)
    soak.run()
    growth = memory(pids) / before
    failed = sum(count for status, count in soak.statuses.items() if status >= 500)
    print(f"{sum(soak.statuses.values())} pages, {failed} failed (limit 0)")
    print(f"memory {before:.0f} MB, grown to {growth:.2f} times that (limit {MOST_GROWTH})")
    print(f"{connections(pids)} local connections (limit {MOST_CONNECTIONS})")
    return int(failed > 0 or growth > MOST_GROWTH or connections(pids) > MOST_CONNECTIONS)


if __name__ == "__main__":
    sys.exit(main())
