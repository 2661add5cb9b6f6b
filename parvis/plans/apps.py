from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "parvis.plans"
    label = "plans"
    verbose_name = _("Action plans")

    def ready(self) -> None:
        from parvis.kernel import permissions

        from .permissions import TABLE

        permissions.declare(TABLE)
