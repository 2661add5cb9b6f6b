from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextsConfig(AppConfig):
    name = "parvis.texts"
    label = "texts"
    verbose_name = _("Texts")

    def ready(self) -> None:
        from parvis.kernel import permissions

        from .permissions import TABLE

        permissions.declare(TABLE)
