import ctypes
import ipaddress
import os
import signal
import socket  # noqa: TID251 -- to listen, not to reach out
import sys
from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

REFUSED = 2
SECONDS_FOR_LAST_REQUESTS = 5
_PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Serve the pages until Ctrl-C or TERM. Exit codes: 0 stopped when asked, 1 workers fail, 2 refused."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen at (default: %(default)s)")
        parser.add_argument(
            "--workers", type=int, default=min(4, os.cpu_count() or 1), help="processes that answer (here: %(default)s)"
        )

    def handle(self, *, host: str, port: int, workers: int, **_options: Any) -> None:
        if settings.DEMONSTRATION and not is_loopback(host):
            raise CommandError(
                "A demonstration has public passwords and keys, so it is served to this machine only: "
                f"--host must be localhost, 127.0.0.1 or ::1, not {host}. "
                "A real site sets PARVIS_MODE=production (docs/settings.md).",
                returncode=REFUSED,
            )
        address = "127.0.0.1" if host == "localhost" else host
        refuse_a_taken_port(address, port)
        self.stdout.write(f"Parvis: http://{f'[{host}]' if ':' in host else host}:{port}/  (Ctrl-C stops it)")
        self.stdout.flush()
        serve(address, port, workers)


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_a_taken_port(address: str, port: int) -> None:
    """granian shares its port with whoever else shares theirs: a second server would answer half the requests."""
    try:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        socket.create_server((address, port), family=family).close()
    except OSError as error:
        raise CommandError(
            f"Cannot listen at {address}, port {port}: {os.strerror(error.errno or 0)}. Choose another with --port.",
            returncode=REFUSED,
        ) from error


def serve(address: str, port: int, workers: int) -> None:
    """Returns when asked to stop. A worker that dies is replaced while the others answer.

    Raises SystemExit(1) when its successor dies within seconds too.
    """
    server = _Server(
        "parvis.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_FOR_LAST_REQUESTS,
        log_level=LogLevels.warning,
    )
    os.register_at_fork(after_in_child=partial(_be_a_worker, os.getpid()))
    connections.close_all()
    server.serve()


class _Server(Granian):  # type: ignore[misc, valid-type]
    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        """The first signal is enough: a second one inside granian's handler would wait for the first for ever."""
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, signal.SIG_IGN)
        super().signal_handler_interrupt(*args, **kwargs)


def _be_a_worker(main: int) -> None:
    """Run in each worker as it is forked, before anything else. `main` is granian's main process.

    - A fork inherits the handlers of granian's main process, which only set a flag there: a worker still loading
      would swallow the TERM meant to stop it, and the main process would wait for it for ever.
    - Ctrl-C goes to the whole process group: out of it, workers stop when the main process tells them, not before.
    - A main process killed with -9 tells nobody: the kernel then kills them, too (Linux only; elsewhere they live on).
      At TERM, a worker whose main process is gone may wait for it for ever.
    """
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_DFL)
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != main:  # it was killed before the kernel knew
            os._exit(1)
