"""How long `make run` takes to its first page, in a fresh clone with empty caches and then again: a newcomer's wait.

    python -m bench.first_page [--cold 90] [--warm 5]

Prints both times in seconds, as JSON; exits with 1 when one is over its limit.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools.house import ROOT

LOUDEST = 20  # lines of a failed run to show
SECONDS_TO_END = 60


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cold", type=float, default=90, help="limit for a fresh clone, seconds")
    parser.add_argument("--warm", type=float, default=5, help="limit for the second start, seconds")
    limits = vars(parser.parse_args())
    with tempfile.TemporaryDirectory(prefix="parvis-first-page-") as folder:
        clone = Path(folder) / "parvis"
        subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(clone)], check=True)
        seconds = {name: first_page(clone, Path(folder)) for name in ("cold", "warm")}
    print(json.dumps({**{name: round(took, 1) for name, took in seconds.items()}, "processors": os.cpu_count()}))
    return int(any(took > limits[name] for name, took in seconds.items()))


def first_page(clone: Path, folder: Path) -> float:
    """Seconds from `make run` to the first answer of the home page."""
    port = free_port()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "MAKE"))}
    caches = {"UV_CACHE_DIR": str(folder / "uv"), "PIP_NO_CACHE_DIR": "1", "npm_config_cache": str(folder / "npm")}
    log = folder / "log"
    began = time.monotonic()
    with log.open("wb") as out:
        run = subprocess.Popen(
            ["make", "run", f"ARGS=--port {port}"],
            cwd=clone,
            env={name: value for name, value in inherited.items() if name != "DATABASE_URL"} | caches,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        while not answers(f"http://localhost:{port}/"):
            if run.poll() is not None:
                raise SystemExit(f"make run ended with {run.returncode}:\n{last_lines(log)}")
            time.sleep(0.05)
        return time.monotonic() - began
    finally:
        end(run, log)


def end(run: subprocess.Popen[bytes], log: Path) -> None:
    """Stop what was started. Raises SystemExit with what it said when it does not end."""
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGTERM)
    try:
        run.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        raise SystemExit(f"make run did not end within {SECONDS_TO_END} s of TERM:\n{last_lines(log)}") from None


def last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-LOUDEST:])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30) as page:
            return page.status == 200
    except urllib.error.HTTPError:
        raise
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
