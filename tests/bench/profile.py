"""Where the time of a read goes: its addresses one after the other in this process, counted and profiled."""

import cProfile
import io
import pstats
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.asking import Read, Request
from tests.bench.verify import parsed

WARM_UP = 30
TOP = 70


def profile(read: Read, requests: list[Request], count: int, report: Callable[[str], None]) -> None:
    """Ask `count` times and report CPU a request, queries by their number, and the costliest functions."""
    client = Client()
    get: Any = lambda address: client.get(address, headers={"host": "127.0.0.1"})  # noqa: E731
    for request in requests[:WARM_UP]:
        parsed(get(request.address), request.address)
    addresses = [requests[number % len(requests)].address for number in range(count)]
    wall, cpu = time.perf_counter(), time.process_time()
    for address in addresses:
        get(address)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    report(f"{read.name} {read.title} on {connection.vendor}: {1000 * cpu / count:.2f} ms CPU of this process, "
           f"{1000 * wall / count:.2f} ms in all, a request ({count} requests)")  # fmt: skip
    numbers: Counter[int] = Counter()
    for request in requests[:20]:
        with CaptureQueriesContext(connection) as queries:
            get(request.address)
        numbers[len(queries)] += 1
    report("queries: " + ", ".join(f"{queries_} ({times} addresses)" for queries_, times in sorted(numbers.items())))
    for query in queries.captured_queries:
        report(f"  {float(query['time']) * 1000:5.1f} ms  {query['sql'][:220]}")
    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    for address in addresses:
        get(address)
    profiler.disable()
    for order in ("tottime", "cumulative"):
        text = io.StringIO()
        pstats.Stats(profiler, stream=text).strip_dirs().sort_stats(order).print_stats(TOP)
        report(text.getvalue())
