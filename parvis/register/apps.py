from django.apps import AppConfig

from parvis.jobs.types import watch

from .errors import WitnessesMisread
from .witnesses import panel


class RegisterConfig(AppConfig):
    name = "parvis.register"
    label = "register"

    def ready(self) -> None:
        """Whoever misspelled a witness learns it when a process starts, not when a visitor asks for a receipt."""
        from parvis.kernel import addresses

        from . import queries
        from .pointing import entry, history

        try:
            panel()
        except WitnessesMisread as refusal:
            raise SystemExit(str(refusal)) from None
        addresses.declare("register:entry", entry)
        addresses.declare("register:history", history)
        watch("register", queries.troubles)
