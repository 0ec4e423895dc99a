"""Putting load on a server with wrk: as fast as it answers, or as many users as pause to read."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.server import HERE, processor_seconds

CONNECTIONS = 8  # two workers of four threads
SCRIPT = """
local paths = {%(paths)s}
math.randomseed(%(seed)d)
request = function() return wrk.format("GET", paths[math.random(#paths)]) end
%(pause)s
done = function(summary, latency, requests)
  local errors = summary.errors
  io.stderr:write(string.format(
    '{"requests": %%d, "microseconds": %%d, "p50": %%d, "p95": %%d, "p99": %%d, "failed": %%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""
PAUSE = "delay = function() return math.random(500, 1500) end"


class NoGenerator(Exception):
    """wrk is not installed."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came back. Times in milliseconds; `processor` is the server's, a request, in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    failed: int
    processor: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def full_speed(server: tuple[int, int], paths: Sequence[str], seconds: int) -> Load:
    """Each connection asks again as soon as it has its answer."""
    return _run(server, paths, seconds, CONNECTIONS, "")


def users(server: tuple[int, int], paths: Sequence[str], seconds: int, count: int) -> Load:
    """Each user asks, reads for about a second, and asks again."""
    return _run(server, paths, seconds, count, PAUSE)


def _run(server: tuple[int, int], paths: Sequence[str], seconds: int, connections: int, pause: str) -> Load:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise NoGenerator("wrk is not installed: apt install wrk")
    port, process = server
    lua = SCRIPT % {"paths": ", ".join(json.dumps(path) for path in paths), "seed": connections, "pause": pause}
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(lua)
        script.flush()
        command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", script.name]
        before = processor_seconds(process)
        finished = subprocess.run([*command, f"http://{HERE}:{port}/"], capture_output=True, text=True, check=True)
        used = processor_seconds(process) - before
    return _read(json.loads(finished.stderr.strip().splitlines()[-1]), used)


def _read(told: dict[str, int], used: float) -> Load:
    return Load(
        requests=told["requests"],
        seconds=told["microseconds"] / 1e6,
        p50=told["p50"] / 1e3,
        p95=told["p95"] / 1e3,
        p99=told["p99"] / 1e3,
        failed=told["failed"],
        processor=used / max(1, told["requests"]) * 1e3,
    )
