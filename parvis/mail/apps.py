from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "parvis.mail"
    label = "mail"

    def ready(self) -> None:
        from parvis.kernel import permissions

        from .permissions import TABLE
        from .types import REMINDER, declare_kind

        permissions.declare(TABLE)
        declare_kind(REMINDER)
