import threading
import time
from pathlib import Path

from parvis.register.notes import Verifier
from tests.register import audit

EVERY = 0.003


class Watcher:
    """Someone who reads the log all the time and believes nothing: each checkpoint is signed and whole, with every
    tile there, and continues the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.over = folder, threading.Event()
        self.faults: list[str] = []
        self.forks = 0
        self.log: audit.Log | None = None
        self.checkpoints: list[tuple[float, int]] = []  # when each was first seen, and over how many entries
        self.first = ""  # kept from the beginning, as the key is: what anyone has who looked once
        self.vkey = ""

    def run(self) -> None:
        seen = None
        while not self.over.wait(EVERY):
            try:
                text = (self.folder / "checkpoint").read_bytes()
            except FileNotFoundError:
                if seen is not None:
                    self.faults.append("the checkpoint was gone")
                continue
            if text != seen:
                seen, at = text, time.monotonic()
                self._check(text.decode(), at)

    def _check(self, text: str, at: float) -> None:
        self.first = self.first or text
        try:
            self.vkey = self.vkey or (self.folder / "vkey").read_text().strip()
            Verifier.parse(self.vkey).opened(text)
            log = audit.read(self.folder)
        except (AssertionError, OSError, ValueError) as fault:
            self.faults.append(f"a checkpoint is not whole: {fault!r}: {text!r}")
            return
        before = self.log.entries if self.log else []
        if log.entries[: len(before)] != before:
            self.forks += 1
            self.faults.append(f"the log of {log.size} does not begin with the log of {len(before)}")
        self.log = log
        self.checkpoints.append((at, log.size))
