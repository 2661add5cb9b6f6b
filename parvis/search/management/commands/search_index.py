import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from parvis.search import commands


class Command(BaseCommand):
    help = "Build the search index anew from everything that is public. It can be searched meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *, json: bool, **_options: Any) -> None:
        counts = commands.rebuild()
        self.stdout.write(_as_json(counts) if json else _in_words(counts))


def _as_json(counts: dict[str, int]) -> str:
    return json.dumps({"indexed": counts})


def _in_words(counts: dict[str, int]) -> str:
    lines = [f"{count:>9,}  {kind}" for kind, count in counts.items()]
    return "\n".join([*lines, f"{sum(counts.values()):>9,}  in all"])
