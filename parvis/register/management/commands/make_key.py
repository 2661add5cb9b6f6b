from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.register.keys import TYPES, verifier_key, write_key


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Make a signing key of the public register: a file that only its owner can read, never one that is there "
        "already. Prints its verifier key, by which others check what it signs. Exit codes: 0 made, 2 refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("origin", metavar="ORIGIN", help="the log's name, which it keeps for life (no scheme)")
        parser.add_argument("file", metavar="FILE", type=Path, help="where the key goes; keep a copy of it offline")
        parser.add_argument("--type", choices=TYPES, default="ed25519", help="ml-dsa-44 for the second signature")

    def handle(self, *, origin: str, file: Path, type: str, **_options: Any) -> None:
        if origin.split() != [origin] or "+" in origin:
            raise CommandError(f"{origin!r} is no name for a log: it holds a space or a plus sign", returncode=2)
        key = TYPES[type](origin)
        try:
            made = write_key(key, file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
        if not made:
            raise CommandError(f"{file} is there already, and a key is never replaced by another", returncode=2)
        self.stdout.write(f"{verifier_key(key)}")
