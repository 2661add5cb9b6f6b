import json
import os
import sys
import tempfile
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from . import __doc__ as about
from . import kill_acts


def main() -> int:
    parser = ArgumentParser("python -m bench.kill_acts", description=about)
    parser.add_argument("--acts", type=int, default=200, help="acts to be acknowledged (%(default)s)")
    parser.add_argument("--writers", type=int, default=4, help="people writing at once (%(default)s)")
    parser.add_argument("--pause", type=float, default=3.0, help="longest work between kills, seconds (%(default)s)")
    parser.add_argument("--rest", type=float, default=1.0, help="longest rest of a writer, seconds (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments (%(default)s)")
    given = vars(parser.parse_args())
    with tempfile.TemporaryDirectory(prefix="parvis-kill-acts-") as home:
        outcome = kill_acts(Path(home), database_url=os.environ.get("DATABASE_URL", ""), **given)
    print(json.dumps(asdict(outcome), indent=2))
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
