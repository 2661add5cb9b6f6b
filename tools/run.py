"""What `make run` runs: bring the database up to date, show the demonstration if there is nothing yet, serve and work.

The server and the worker are children of this process and end with it, on Ctrl-C or TERM; when either ends by
itself, so does the other. They are forked, not started anew: the house is loaded once, which halves the wait for the
first page. Arguments go to `parvis serve`.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from itertools import pairwise
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
SECONDS_TO_END = 10


def main() -> int:
    os.environ.setdefault("PARVIS_ORIGIN", f"http://localhost:{port(sys.argv[1:])}")
    prepare()
    fork = multiprocessing.get_context("fork")
    children = [fork.Process(target=command, args=arguments) for arguments in (("serve", *sys.argv[1:]), ("work",))]
    for child in children:
        child.start()
    told: SimpleQueue[int] = SimpleQueue()  # two signals at once (make passes its own on) would lock an Event for ever
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda number, _frame: told.put(number))
    while told.empty() and not wait([child.sentinel for child in children], timeout=0.2):
        pass
    return end(children)


def port(arguments: Sequence[str]) -> str:
    """Where `parvis serve` will listen: what pages print of their own address must lead there."""
    joined = (one.partition("=")[2] for one in arguments if one.startswith("--port="))
    apart = (after for one, after in pairwise(arguments) if one == "--port")
    return next(iter((*joined, *apart)), "8000")


def prepare() -> None:
    import django
    from django.core.management import call_command
    from django.db import connections

    say("Starting Parvis …")
    django.setup()
    say("Bringing the database up to date …")
    call_command("migrate", verbosity=0, interactive=False)
    say("Loading the demonstration, unless it is here …")
    call_command("demonstration")
    sys.stdout.flush()
    connections.close_all()  # a connection must not be in two processes


def say(step: str) -> None:
    """At once, also where the terminal is a pipe: the next step takes a while."""
    print(step, flush=True)


def command(*arguments: str) -> None:
    from django.core.management import ManagementUtility

    ManagementUtility(["parvis", *arguments]).execute()


def end(children: Sequence[BaseProcess]) -> int:
    """Ask both to stop, wait, insist; the exit code is that of the one that failed, if any did."""
    failed = next((child.exitcode for child in children if child.exitcode), 0)
    for child in children:
        child.terminate()
    for child in children:
        child.join(SECONDS_TO_END)
        if child.is_alive():
            child.kill()
            child.join()
    return failed


if __name__ == "__main__":
    sys.exit(main())
