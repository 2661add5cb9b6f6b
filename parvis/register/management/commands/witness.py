import signal
from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.register.cosignatures import ED25519, ML_DSA_44, Cosigner
from parvis.register.keys import new_seed, write_key
from parvis.register.witness.memory import Memory
from parvis.register.witness.protocol import LogKey, Witness, log_key
from parvis.register.witness.server import Server

TYPES = {"ed25519": ED25519, "ml-dsa-44": ML_DSA_44}


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Run a witness, until Ctrl-C or TERM: it cosigns checkpoints of the logs it is told of, where each grew out of "
        "the one before. It needs no database of Parvis and should run elsewhere than the log. Its key and what it "
        "has seen are kept in FOLDER; a witness that loses them must take a new name. Exit codes: 0 stopped, 2 refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path, help="its key and its memory; made at the first run")
        parser.add_argument("--name", required=True, help="under which it signs: an address without scheme, for life")
        parser.add_argument("--log", action="append", default=[], metavar="VKEY", help="a log's key; may be repeated")
        parser.add_argument("--type", choices=TYPES, default="ed25519", help="of a new key (default: ed25519)")
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: this machine only)")
        parser.add_argument("--port", type=int, default=8010, help="(default: 8010; 0 for a free one)")

    def handle(self, *, folder: Path, log: list[str], host: str, port: int, **options: Any) -> None:
        try:
            logs = _logs(log)  # first: a key that was made keeps its name for life
            key = _key(folder / "witness.key", options["name"], TYPES[options["type"]])
            memory = Memory(folder / "seen.sqlite3")
            server = Server(host, port, Witness(key, logs, memory))
        except (ValueError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        try:
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            self.stdout.write(f"{key.key} {server.url}")
            self.stdout.flush()
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()


def _logs(vkeys: list[str]) -> dict[str, list[LogKey]]:
    logs = defaultdict(list)
    for vkey in vkeys:
        try:
            key = log_key(vkey)
        except ValueError as error:
            raise ValueError(f"--log {vkey}: {error}") from None
        logs[key.name].append(key)
    if not logs:
        raise ValueError("A witness needs the verifier key of at least one log: --log VKEY")
    return dict(logs)


def _key(path: Path, name: str, type_: bytes) -> Cosigner:
    if name.split() != [name] or "+" in name:
        raise ValueError(f"{name!r} is no name for a witness: it holds a space or a plus sign")
    if "://" in name:
        raise ValueError(f"{name!r} is no name for a witness: leave out {name.partition('://')[0]}://")
    if not path.exists():
        write_key(Cosigner(name, type_, new_seed()), path)
    key = Cosigner.parse(path.read_text())
    if key.name != name:
        raise ValueError(f"{path} is the key of {key.name}, not of {name}. A witness keeps its name for life.")
    return key
