from django.apps import AppConfig

from .errors import WitnessesMisread
from .witnesses import panel


class RegisterConfig(AppConfig):
    name = "parvis.register"
    label = "register"

    def ready(self) -> None:
        """Whoever misspelled a witness learns it when a process starts, not when a visitor asks for a receipt."""
        try:
            panel()
        except WitnessesMisread as refusal:
            raise SystemExit(str(refusal)) from None
