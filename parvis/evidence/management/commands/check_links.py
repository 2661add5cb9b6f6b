import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from parvis.evidence import queries
from parvis.evidence.tasks import enroll_pages
from parvis.evidence.visiting import visited
from parvis.kernel.fetching.client import GuardedClient


class Command(BaseCommand):
    help = (
        "Look at every cited page now, politely, instead of when it is due. "
        "Exit codes: 0 all are there, 1 some are lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *, json: bool, **_options: Any) -> None:
        enroll_pages.call()
        client, counts, lost = GuardedClient(), dict[str, int](), list[str]()
        for page in queries.cited_pages():
            found = visited(page, client)
            counts[found.seen] = counts.get(found.seen, 0) + 1
            if found.is_lost:
                lost.append(found.url)
        self.stdout.write(as_json(counts, lost) if json else in_words(counts, lost))
        sys.exit(1 if lost else 0)


def as_json(counts: dict[str, int], lost: list[str]) -> str:
    return json.dumps({"seen": counts, "lost": lost}, indent=1)


def in_words(counts: dict[str, int], lost: list[str]) -> str:
    said = ", ".join(f"{count} {seen}" for seen, count in sorted(counts.items())) or "none is cited"
    return "\n".join([f"Pages: {said}.", *(f"Lost: {url}" for url in lost)])
