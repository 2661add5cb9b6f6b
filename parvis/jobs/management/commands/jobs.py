import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from parvis.jobs import commands, queries

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Say how jobs stand, which were given up, and whether the register is published. "
        "Exit codes: 0 all is well, 1 a job was given up or the register waits."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", action="store_true", help="first try once more what was given up")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *, retry: bool, json: bool, **_options: Any) -> None:
        if retry:
            for job in queries.failed():
                commands.retry_job(job)
        report = standing()
        self.stdout.write(as_json(report) if json else in_words(report))
        sys.exit(1 if report["failed"] or report["troubles"] else 0)


def standing() -> dict[str, Any]:
    """How many jobs stand how, and the last lines of what went wrong."""
    return {
        "counts": queries.counts(),
        "failed": [_told(job) for job in queries.failed()[:SHOWN]],
        "troubled": [_told(job) for job in queries.troubled()[:SHOWN]],
        "troubles": queries.troubles(),
    }


def as_json(report: dict[str, Any]) -> str:
    return json.dumps(report, indent=1)


def in_words(report: dict[str, Any]) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in report["counts"].items())
    lines = [f"Jobs: {counts}."]
    for label, jobs in (("Given up", report["failed"]), ("Will be tried again", report["troubled"])):
        lines += [f"{label}: {job['job']}, {job['tries']} tries: {job['error']}" for job in jobs]
    return "\n".join([*lines, *report["troubles"]])


def _told(job: Any) -> dict[str, Any]:
    error = job.traceback.strip().rpartition("\n")[2]
    return {"id": str(job.pk), "job": job.task_path, "tries": len(job.worker_ids), "error": error}
