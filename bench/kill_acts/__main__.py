import json
import os
import signal
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path

from . import Load, Outcome, kill_acts
from . import __doc__ as about
from .cluster import Cluster, can_be_made

SQLITE, POSTGRESQL = "sqlite", "postgresql"
HELP = {
    "acts": "acts to be acknowledged, at least (%(default)s)",
    "writers": "people acting at once (%(default)s)",
    "rest": "longest rest of a writer between two acts, seconds (%(default)s)",
    "give_up": "how many of those whose report gets no answer leave it at that (%(default)s)",
    "kills": "of web workers, servers, job workers and sequencers together (%(default)s)",
    "database_kills": "of PostgreSQL, besides (%(default)s)",
    "work": "longest work of what is back before something is killed again, seconds (%(default)s)",
    "minutes": "after which nothing more is killed, however few it were; 0 for no end but the counts (%(default)s)",
    "seed": "of the random moments (%(default)s)",
}


def main() -> int:
    parser = ArgumentParser("python -m bench.kill_acts", description=about)
    parser.add_argument("--on", choices=[SQLITE, POSTGRESQL], nargs="+", default=[SQLITE, POSTGRESQL], help="databases")
    for default in fields(Load):
        parser.add_argument(
            f"--{default.name.replace('_', '-')}",
            type=type(default.default),
            default=default.default,
            help=HELP[default.name],
        )
    asked = vars(parser.parse_args())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended, too
    databases, has_faults = asked.pop("on"), False
    for outcome in _outcomes(Load(**asked), databases):
        print(json.dumps(asdict(outcome), indent=2), flush=True)
        has_faults = has_faults or bool(outcome.faults)
    return 1 if has_faults else 0


def _outcomes(load: Load, databases: list[str]) -> Iterator[Outcome]:
    """A cluster of its own needs root, on Debian; without, an empty PostgreSQL database can be named."""
    with tempfile.TemporaryDirectory(prefix="parvis-kill-acts-") as home:
        if SQLITE in databases:
            yield kill_acts(_made(home, SQLITE), load)
        if POSTGRESQL in databases and can_be_made():
            with Cluster() as cluster:
                yield kill_acts(_made(home, POSTGRESQL), load, cluster=cluster)
        elif POSTGRESQL in databases:
            url = os.environ.get("DATABASE_URL", "")
            print("PostgreSQL itself is not killed: that needs root and Debian's pg_createcluster.", file=sys.stderr)
            if url.startswith("postgres"):
                yield kill_acts(_made(home, POSTGRESQL), load, database_url=url)


def _made(home: str, name: str) -> Path:
    made = Path(home) / name
    made.mkdir()
    return made


if __name__ == "__main__":
    sys.exit(main())
