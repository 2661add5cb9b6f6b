"""What `make run` runs: bring the database up to date, show the demonstration if there is nothing yet, serve and work.

The server and the worker are children of this process and end with it, on Ctrl-C or TERM; when either ends by
itself, so does the other.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
PARVIS = str(Path(sys.executable).parent / "parvis")


def main() -> int:
    prepare()
    children = [subprocess.Popen([PARVIS, *arguments]) for arguments in (["serve", *sys.argv[1:]], ["work"])]
    stop = signal.default_int_handler
    signal.signal(signal.SIGTERM, stop)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
    except KeyboardInterrupt:
        pass
    finally:
        ended = end(children)
    return ended


def prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("demonstration")


def end(children: list[subprocess.Popen]) -> int:
    """Ask both to stop, wait, insist; the exit code is that of the one that failed, if any did."""
    failed = next((child.returncode for child in children if child.returncode), 0)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    return failed


if __name__ == "__main__":
    sys.exit(main())
