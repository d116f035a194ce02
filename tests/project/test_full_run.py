"""The full run passes only when every test ran somewhere."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

RESULTS = """<testsuites><testsuite>
<testcase classname="tests.a" name="test_one"/>
<testcase classname="tests.a" name="test_two">{}</testcase>
</testsuite></testsuites>"""
SKIPPED = '<skipped type="pytest.skip" message="no Chromium found"/>'
FAILED = '<failure message="assert False"/>'


@pytest.fixture
def verify(monkeypatch):
    """Return the module behind `make test`."""
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / ".ci"))
    import verify

    return verify


def closing(verify, tmp_path, *outcomes, full=True):
    """Return the exit code after a run for each outcome of the second test."""
    report = verify.Report()
    for outcome in outcomes:
        (tmp_path / "results.xml").write_text(RESULTS.format(outcome))
        counts = verify.read_results(tmp_path / "results.xml", report)
        report.note(not counts["failed"], "tests", "")
    return report.close(full)


def test_a_skipped_test_fails_the_full_run_and_is_named(verify, tmp_path, capsys):
    assert closing(verify, tmp_path, SKIPPED, SKIPPED) == 1
    assert "1 test: no Chromium found" in capsys.readouterr().out


def test_a_skipped_test_is_named_but_allowed_in_a_short_run(verify, tmp_path, capsys):
    assert closing(verify, tmp_path, SKIPPED, full=False) == 0
    assert "1 test: no Chromium found" in capsys.readouterr().out


def test_a_test_for_one_database_only_has_run(verify, tmp_path, capsys):
    assert closing(verify, tmp_path, SKIPPED, "") == 0
    assert "Left out: nothing" in capsys.readouterr().out


def test_a_failed_test_fails_every_run(verify, tmp_path):
    assert closing(verify, tmp_path, "", FAILED, full=False) == 1


def test_settings_of_a_running_service_do_not_reach_the_tests(verify, monkeypatch):
    monkeypatch.setenv("CMS_FRONTEND_URL", "https://www.example.org")
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.org/cms")
    assert {"CMS_FRONTEND_URL", "DATABASE_URL"}.isdisjoint(verify.environment(""))


def test_tests_started_by_hand_leave_the_database_and_the_files_of_a_service_alone(tmp_path):
    database, upload = tmp_path / "db.sqlite3", tmp_path / "media" / "guide.pdf"
    upload.parent.mkdir()
    database.touch()
    upload.touch()
    own = {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "-m", "pytest", "-q", "tests/project/test_full_run.py", "-k", "a_failed_test"]
    environment = {**os.environ, **own, "CMS_DATA_DIR": str(tmp_path)}
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert (database.exists(), upload.exists()) == (True, True)


def test_a_run_that_hangs_is_ended_and_has_failed(verify, monkeypatch):
    monkeypatch.setattr(verify, "MINUTES", 0.01)
    assert verify.run_to_end((sys.executable, "-c", "import time; time.sleep(60)"), dict(os.environ)) == 1
