"""The whole service under one process."""

import errno
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.settings import environment, roles

SECONDS_TO_START = 60
SECONDS_TO_STOP = 5


def free_addresses(host: str, port: int) -> list[str]:
    """Return every `address:port` that `host` means on this machine (localhost: IPv4 and IPv6).

    Raises:
        CommandError: when one of them is taken or none exists.
    """
    addresses = []
    for family, kind, protocol, _name, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        try:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(f"Port {port} is taken. Choose another: PORT={port + 1} make run") from None
            continue
        addresses.append(f"[{place[0]}]:{port}" if family == socket.AF_INET6 else f"{place[0]}:{port}")
    if not addresses:
        raise CommandError(f"This machine cannot listen on {host}.")
    return addresses


def server_command(addresses: list[str]) -> list[str]:
    """Return gunicorn's command line. While `DEBUG` is on, a change to code or templates restarts it."""
    command = [sys.executable, "-m", "gunicorn", "--config=python:cms.server", f"--graceful-timeout={SECONDS_TO_STOP}"]
    command += [f"--bind={address}" for address in addresses]
    if settings.DEBUG:
        templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
        command += ["--reload", *(f"--reload-extra-file={path}" for path in templates)]
    return command


class Command(BaseCommand):
    """Starts the processes as children, so that one Ctrl-C or SIGTERM ends them all."""

    help = "Run the web server and the scheduler together until stopped; fail if one of them dies."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to listen."""
        parser.add_argument("--host", default="localhost", help="Name or address to listen on (default: localhost).")
        parser.add_argument("--port", type=int, default=environment.PORT, help="Port (default: PORT, else 8000).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start, announce, watch and stop.

        Raises:
            CommandError: when a process ends by itself.
        """
        addresses = free_addresses(options["host"], options["port"])
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        commands = {"web server": server_command(addresses)}
        if settings.CMS_ROLE != roles.PUBLIC:
            commands["scheduler"] = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_scheduler"]
        processes = {name: subprocess.Popen(command, cwd=settings.BASE_DIR) for name, command in commands.items()}
        try:
            self.watch(processes, stopped, options["host"], options["port"])
        finally:
            self.stop(processes)

    def watch(
        self, processes: dict[str, subprocess.Popen[bytes]], stopped: threading.Event, host: str, port: int
    ) -> None:
        """Announce the addresses once the server answers; return when stopped, raise when a process ends."""
        waited, announced = 0.0, False
        while not stopped.wait(0.2):
            for name, process in processes.items():
                if (code := process.poll()) is not None:
                    raise CommandError(f"The {name} stopped by itself (exit code {code}).")
            if not announced:
                waited += 0.2
                announced = self.announce(host, port)
                if not announced and waited > SECONDS_TO_START:
                    raise CommandError("The web server does not answer.")

    def announce(self, host: str, port: int) -> bool:
        """Print the addresses if the server accepts connections."""
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            return False
        base = settings.CMS_BASE_URL
        self.stdout.write(
            f"\n  Site   {base}/\n  Admin  {base}/admin/\n  API    {base}/api/v2/pages/\n\nCtrl-C stops everything.\n"
        )
        self.stdout.flush()
        return True

    def stop(self, processes: dict[str, subprocess.Popen[bytes]]) -> None:
        """Ask every process to end and kill those that do not."""
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            try:
                process.wait(2 * SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
