from django.apps import AppConfig

from parvis.jobs.types import watch


class RegisterConfig(AppConfig):
    name = "parvis.register"
    label = "register"

    def ready(self) -> None:
        from . import queries

        watch("register", queries.troubles)
