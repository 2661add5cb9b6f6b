from django.apps import AppConfig

from parvis.jobs.types import watch


class RegisterConfig(AppConfig):
    name = "parvis.register"
    label = "register"

    def ready(self) -> None:
        from parvis.kernel import addresses

        from . import queries
        from .pointing import entry, history

        addresses.declare("register:entry", entry)
        addresses.declare("register:history", history)
        watch("register", queries.troubles)
