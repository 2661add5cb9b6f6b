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
    """For one receipt: with Parvis installed, with the one file alone, and with the published content beside it."""

    installed: str
    alone: str
    with_object: str


def receipt_name(index: int) -> str:
    return f"parvis-{index}.tlog-proof"


def commands_for(index: int, published: Published) -> Commands:
    asked = f"{receipt_name(index)} --key {shlex.quote(published.vkey)}"
    return Commands(
        installed=f"parvis verify {asked}",
        alone=f"python3 {VERIFIER} {asked}",
        with_object=f"python3 {VERIFIER} {asked} --object {_('FILE')}",
    )


def audit(published: Published) -> str:
    """Of the whole log, from its address."""
    return f"parvis verify {settings.PARVIS_ORIGIN}{LOG} --key {shlex.quote(published.vkey)}"
