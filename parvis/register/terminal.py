"""What to type in a terminal to verify, ready to be copied."""

import shlex
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from .queries import Published
from .witnesses import POLICY, panel

VERIFIER = "verify.py"
LOG = "/register/log/"


@dataclass(frozen=True)
class Commands:
    """For a receipt or the whole log: with Parvis installed, and with the one file alone.

    Where the log has a `quorum` of witnesses to ask for (of so many), they take its policy, and `by_key` only its key.
    """

    installed: str
    alone: str
    by_key: str
    quorum: int | None
    of: int

    def with_object(self, file: str = "") -> str:
        """With the published content beside it."""
        return f"{self.alone} --object " + (file or _("FILE"))

    @property
    def with_any_object(self) -> str:
        return self.with_object()

    @property
    def with_salt(self) -> str:
        return f"{self.with_object()} --salt " + _("SALT")


def receipt_name(index: int) -> str:
    return f"parvis-{index}.tlog-proof"


def content_name(index: int, digest: str) -> str:
    return f"parvis-{index}-{digest.removesuffix('sha256').strip('_') or 'content'}.json"


def commands_for(index: int, published: Published) -> Commands:
    return _commands(receipt_name(index), published)


def audit(published: Published) -> Commands:
    """Of the whole log, from its address."""
    return _commands(f"{settings.PARVIS_ORIGIN}{LOG}", published)


def _commands(target: str, published: Published) -> Commands:
    """A policy in a file: its keys are several, and it is kept once."""
    witnesses, key = panel(), shlex.quote(published.vkey)
    asked = f"{target} --key {POLICY if witnesses.quorum else key}"
    return Commands(
        installed=f"parvis verify {asked}",
        alone=f"python3 {VERIFIER} {asked}",
        by_key=f"python3 {VERIFIER} {target} --key {key}",
        quorum=witnesses.quorum,
        of=len(witnesses.witnesses),
    )
