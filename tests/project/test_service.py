"""The service as one process: it starts whole, ends whole, and does scheduled work once."""

import io
import socket
import subprocess
import sys
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cms.management.commands import run_scheduler, run_service
from cms.management.exclusive import only_one


def in_another_run(action):
    """Return what `action` gives on a database connection of its own."""
    given = []

    def work():
        try:
            given.append(action())
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return given[0]


def try_to_hold(task):
    with only_one(task) as mine:
        return mine


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_task_runs_once_at_a_time_and_again_afterwards():
    with only_one("task") as mine:
        assert mine
        assert not in_another_run(lambda: try_to_hold("task"))
        assert in_another_run(lambda: try_to_hold("another task"))
    assert in_another_run(lambda: try_to_hold("task"))


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_second_publishing_run_does_nothing_while_one_is_under_way():
    said = io.StringIO()
    with only_one("publish_scheduled"):
        in_another_run(lambda: call_command("publish_scheduled", stdout=said))
    assert "Another run is under way." in said.getvalue()


def test_a_task_that_fails_leaves_the_scheduler_running(monkeypatch, caplog):
    ran = []

    def call(task, **options):
        ran.append(task)
        raise RuntimeError("no database")

    monkeypatch.setattr(run_scheduler, "call_command", call)
    monkeypatch.setattr(run_scheduler, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_scheduler, "TASKS", ("first", "second"))
    run_scheduler.Command().run_round()
    assert ran == ["first", "second"]
    assert "no database" in caplog.text


def test_a_taken_port_is_named_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken.*PORT={port + 1}"):
            run_service.free_addresses("127.0.0.1", port)


def test_the_service_fails_when_one_of_its_processes_dies():
    process = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(CommandError, match=r"scheduler stopped by itself \(exit code 3\)"):
        run_service.Command().watch({"scheduler": process}, threading.Event(), "127.0.0.1", 9)


def test_stopping_ends_even_a_process_that_will_not_listen(monkeypatch):
    monkeypatch.setattr(run_service, "SECONDS_TO_STOP", 0.2)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    with process:
        assert process.stdout
        process.stdout.readline()
        run_service.Command().stop({"deaf": process})
    assert process.returncode != 0
