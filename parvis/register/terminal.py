"""What to type in a terminal to verify, ready to be copied."""

import shlex
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from .queries import Published

VERIFIER = "verify.py"
LOG = "/register/log/"


@dataclass(frozen=True)
class Commands:
    """For one receipt: with Parvis installed, and with the one file alone."""

    installed: str
    alone: str

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
    asked = f"{receipt_name(index)} --key {shlex.quote(published.vkey)}"
    return Commands(installed=f"parvis verify {asked}", alone=f"python3 {VERIFIER} {asked}")


def audit(published: Published) -> str:
    """Of the whole log, from its address."""
    return f"parvis verify {settings.PARVIS_ORIGIN}{LOG} --key {shlex.quote(published.vkey)}"
