from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "parvis.register"
    label = "register"

    def ready(self) -> None:
        from parvis.kernel import addresses

        from .pointing import entry, history

        addresses.declare("register:entry", entry)
        addresses.declare("register:history", history)
