"""The load: wrk at 16 connections with a list of addresses."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.bench.servers import Impossible

CONNECTIONS = 16
SCRIPT = """
local requests, position = {}, 0
init = function(arguments)
  for address in io.lines(arguments[1]) do requests[#requests + 1] = wrk.format("GET", address) end
end
request = function()
  position = position % #requests + 1
  return requests[position]
end
done = function(summary, latency, rates)
  local errors = summary.errors
  io.write(string.format(
    '\\nRESULT {"requests": %d, "seconds": %.6f, "bytes": %d, "p50": %.3f, "p95": %.3f, "p99": %.3f, "errors": %d}\\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What wrk saw. Percentiles in milliseconds."""

    requests: int
    seconds: float
    bytes: int
    p50: float
    p95: float
    p99: float
    errors: int

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


def check_installed() -> None:
    """Find wrk.

    Raises:
        Impossible: saying how to install it.
    """
    if shutil.which("wrk") is None:
        raise Impossible("The benchmark needs wrk. On Debian: apt-get install wrk; on macOS: brew install wrk.")


def run(server: str, addresses: Path, seconds: float, folder: Path) -> Load:
    """Ask for the addresses of a file, a line each, over and over.

    Raises:
        Impossible: when wrk fails.
    """
    script = folder / "load.lua"
    if not script.exists():
        script.write_text(SCRIPT, encoding="utf-8")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "20s", "-s", str(script)]
    done = subprocess.run(
        [*command, server, "--", str(addresses)], capture_output=True, text=True, timeout=seconds + 60, check=False
    )
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULT ")), None)
    if line is None:
        raise Impossible(f"wrk failed: {(done.stderr or done.stdout).strip()}")
    return Load(**json.loads(line.removeprefix("RESULT ")))
