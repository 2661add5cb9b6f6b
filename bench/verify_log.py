"""How fast a log is audited from its entries, beside the hashing alone: SHA-256 of the same leaves and nodes.

    python -m bench.verify_log [--sizes 100000 1000000] [--rate 100000] [--memory 1.2]

Each size is audited in a process of its own, of `parvis/register/verify.py` as it runs alone. Prints JSON; exits with 1
when fewer entries than `--rate` are audited in a second of one processor, or when the largest log takes more than
`--memory` times the memory of the smallest.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from parvis.register import verify
from tests.register import logs

AUDIT = """
import json, resource, runpy, sys, time
module = runpy.run_path(sys.argv[1], run_name="verify")
wall, cpu = time.perf_counter(), time.process_time()
code = module["main"](sys.argv[2:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"code": code, "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "peak": peak}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000], help="entries of the logs")
    parser.add_argument("--rate", type=float, default=100_000, help="least entries a second of one processor")
    parser.add_argument("--memory", type=float, default=1.2, help="most memory of the largest, in times the smallest")
    limits = parser.parse_args()
    measured = {size: _measured(size) for size in limits.sizes}
    print(json.dumps({"processors": os.cpu_count(), "logs": measured}, indent=2))
    peaks = [measured[size]["peak_memory_mb"] for size in sorted(measured)]
    is_quick = all(each["entries_a_second"] >= limits.rate for each in measured.values())
    return 0 if is_quick and peaks[-1] <= limits.memory * peaks[0] else 1


def _measured(size: int) -> dict:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "log"
        began = time.process_time()
        logs.written(folder, logs.lines(size))
        writing = time.process_time() - began
        audit = _audited(folder)
        limit = _hashing(folder, size)
    return {
        "entries_a_second": round(size / audit["cpu"]),
        "seconds": round(audit["wall"], 2),
        "processor_seconds": round(audit["cpu"], 2),
        "hashing_alone_a_second": round(size / limit),
        "times_the_hashing": round(audit["cpu"] / limit, 2),
        "peak_memory_mb": round(audit["peak"] / 1024, 1),
        "writing_processor_seconds": round(writing, 2),
    }


def _audited(folder: Path) -> dict:
    command = [sys.executable, "-c", AUDIT, verify.__file__, folder, "--key", logs.VKEY, "--quiet"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    assert found["code"] == 0, "the log that was written does not hold"
    return found


def _hashing(folder: Path, size: int) -> float:
    """Processor seconds of SHA-256 alone: every leaf and every node of the tree, with nothing around them."""
    spent = 0.0
    for messages in _messages(folder, size):
        began = time.process_time()
        for message in messages:
            sha256(message).digest()
        spent += time.process_time() - began
    return spent


def _messages(folder: Path, size: int) -> Iterator[list[bytes]]:
    """What is hashed, a bundle at a time: its leaves, and as many messages of a node's length as there are nodes."""
    node = b"\x01" + bytes(64)
    for file in verify.files_of(size):
        if file.level == verify.ENTRIES:
            entries = list(verify.entries_in((folder / file.path).read_bytes(), file))
            yield [b"\x00" + entry for entry in entries] + [node] * len(entries)


if __name__ == "__main__":
    sys.exit(main())
