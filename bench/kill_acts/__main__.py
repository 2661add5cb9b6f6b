import json
import os
import sys
import tempfile
from argparse import ArgumentParser
from dataclasses import asdict, fields
from pathlib import Path

from . import Load, kill_acts
from . import __doc__ as about

HELP = {
    "acts": "acts to be acknowledged, at least (%(default)s)",
    "writers": "people acting at once (%(default)s)",
    "rest": "longest rest of a writer between two acts, seconds (%(default)s)",
    "kills": "of the server, and as many of the sequencer (%(default)s)",
    "work": "longest work of a process before it is killed again, seconds (%(default)s)",
    "seed": "of the random moments (%(default)s)",
}


def main() -> int:
    parser = ArgumentParser("python -m bench.kill_acts", description=about)
    for default in fields(Load):
        parser.add_argument(
            f"--{default.name}", type=type(default.default), default=default.default, help=HELP[default.name]
        )
    load = Load(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory(prefix="parvis-kill-acts-") as home:
        outcome = kill_acts(Path(home), load, database_url=os.environ.get("DATABASE_URL", ""))
    print(json.dumps(asdict(outcome), indent=2))
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
