"""Runs every check and test, and says plainly what ran, what was left out and why.

`--checks-only` stops before the tests. `--full` runs every test on both databases and fails if anything was left
out, a skipped test included; a test that runs on one database only counts as run.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import postgresql
import typed_client

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
MANAGE = (str(BIN / "python"), "manage.py")
CHECKS: dict[str, tuple[str, ...]] = {
    "style": (str(BIN / "ruff"), "check", "."),
    "format": (str(BIN / "ruff"), "format", "--check", "."),
    "types": (str(BIN / "mypy"),),
    "import contracts": (str(BIN / "lint-imports"), "--no-cache"),
    "catalogues compiled": (*MANAGE, "compile_catalogues"),
    "catalogues complete": (*MANAGE, "update_catalogues", "--check"),
    "system checks": (*MANAGE, "check", "--fail-level", "WARNING"),
    "migrations in step with models": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "typed client": (sys.executable, str(ROOT / ".ci" / "typed_client.py")),
}
NEEDS = {"typed client": "Node.js with npm, and once its packages from the network"}
"""What a check needs beside Python; where that is missing it is left out, and says so by its exit code."""
WORKERS = min(4, os.cpu_count() or 1)
NO_TESTS_SELECTED = 5
MINUTES = 40
"""A run of all tests that takes longer hangs; it is ended and counts as failed."""
MARKED = "both_databases"


@dataclass
class Report:
    """What happened so far."""

    ran: list[tuple[bool, str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)

    def note(self, ok: bool, name: str, detail: str) -> None:
        """Keep one line of the closing table."""
        self.ran.append((ok, name, detail))

    def never_run(self) -> list[str]:
        """Return a line for each reason for which tests ran on no database."""
        reasons = Counter(reason for test, reason in self.skipped.items() if test not in self.passed)
        return [f"{count} test{'s' * (count > 1)}: {reason}" for reason, count in sorted(reasons.items())]

    def close(self, full: bool) -> int:
        """Print the closing table and return the exit code."""
        missing = self.left_out + self.never_run()
        print("\nRan")
        for ok, name, detail in self.ran:
            print(f"  {'ok    ' if ok else 'FAILED'}  {name:<32} {detail}")
        print("Left out" if missing else "Left out: nothing")
        for line in missing:
            print(f"  {line}")
        good = all(ok for ok, _name, _detail in self.ran) and not (full and missing)
        print("Result: " + ("passed" if good else "FAILED"), flush=True)
        return 0 if good else 1


def environment(database_url: str) -> dict[str, str]:
    """Return the environment of a check or test: ours without the settings of a running service."""
    own = ("DATABASE_URL", "TEST_DATABASE_URL", "SECRET_KEY", "PORT")
    kept = {name: value for name, value in os.environ.items() if name not in own and not name.startswith("CMS_")}
    own_settings = {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "TEST_DATABASE_URL": database_url}
    return kept | own_settings | {"TMPDIR": tempfile.gettempdir()}


def run_checks(report: Report) -> None:
    """Run the checks one after the other; what they say is shown where they fail."""
    for name, command in CHECKS.items():
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=environment(""), capture_output=True, text=True, check=False)
        seconds = time.monotonic() - started
        if name in NEEDS and done.returncode == typed_client.NOT_INSTALLED:
            print(done.stdout + done.stderr, flush=True)
            report.left_out.append(f"{name}: it needs {NEEDS[name]}")
            continue
        print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'} ({seconds:.1f} s)", flush=True)
        if done.returncode:
            print(done.stdout + done.stderr, flush=True)
        report.note(done.returncode == 0, name, f"{seconds:.1f} s")


def read_results(results: Path, report: Report) -> Counter[str]:
    """Add the outcome of each test in a JUnit file to the report and return how many had which."""
    counts: Counter[str] = Counter()
    for case in ElementTree.parse(results).iter("testcase"):
        test = f"{case.get('classname')}::{case.get('name')}"
        skipped = case.find("skipped")
        if skipped is not None:
            counts["skipped"] += 1
            report.skipped[test] = skipped.get("message") or "skipped without a reason"
        elif case.find("failure") is not None or case.find("error") is not None:
            counts["failed"] += 1
        else:
            counts["passed"] += 1
            report.passed.add(test)
    return counts


def run_to_end(command: tuple[str, ...], env: dict[str, str]) -> int:
    """Run pytest and return its exit code; one that hangs is ended, with all that it started, and gives 1."""
    with subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True) as process:
        try:
            return process.wait(MINUTES * 60)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            print(f"Ended after {MINUTES} minutes.", flush=True)
            return 1


def run_tests(report: Report, name: str, database_url: str, *selection: str) -> None:
    """Run pytest on one database."""
    print(f"\n{name}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cms-results-") as directory:
        results = Path(directory) / "results.xml"
        pytest = (str(BIN / "python"), "-m", "pytest", "-n", str(WORKERS), f"--junitxml={results}", *selection)
        code = run_to_end(pytest, environment(database_url))
        counts = read_results(results, report) if results.exists() else Counter[str]()
    if code == NO_TESTS_SELECTED:
        report.left_out.append(f"{name}: no test was selected")
        return
    detail = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items(), reverse=True))
    report.note(code == 0, name, f"{detail or 'no result'} in {time.monotonic() - started:.0f} s")


def run_on_postgresql(report: Report, full: bool) -> None:
    """Run the tests on the server of TEST_DATABASE_URL, else on a throw-away one."""
    name = "tests on PostgreSQL" if full else f"tests on PostgreSQL ({MARKED})"
    selection = () if full else ("-m", MARKED)
    if given := os.environ.get("TEST_DATABASE_URL"):
        run_tests(report, name, given, *selection)
    elif directory := postgresql.binaries():
        try:
            with postgresql.cluster(directory) as url:
                run_tests(report, name, url, *selection)
        except subprocess.CalledProcessError as error:
            report.note(False, name, f"the throw-away server failed: {error}")
    else:
        report.left_out.append("tests on PostgreSQL: TEST_DATABASE_URL is not set and no PostgreSQL is installed")
        return
    if not full:
        report.left_out.append(f"the other tests on PostgreSQL: only those marked {MARKED} run here (FULL=1 runs all)")


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checks-only", action="store_true", help="leave the tests out")
    parser.add_argument("--full", action="store_true", help="every test on both databases; nothing may be left out")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report = Report()
    with tempfile.TemporaryDirectory(prefix="cms-verify-", ignore_cleanup_errors=True) as tempfile.tempdir:
        run_checks(report)
        if options.checks_only:
            report.left_out.append("the tests (make test)")
        else:
            run_tests(report, "tests on SQLite", "")
            run_on_postgresql(report, options.full)
    return report.close(options.full)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
    sys.exit(130)
