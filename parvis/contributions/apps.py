from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "parvis.contributions"
    label = "contributions"

    def ready(self) -> None:
        from parvis.kernel import addresses, permissions, urns
        from parvis.mail.types import MessageKind, declare_kind

        from . import commands, queries
        from .permissions import TABLE

        permissions.declare(TABLE)
        urns.declare("contribution", label=_("Comment"), resolve=queries.named_contributions, queries=2)
        addresses.declare("contributions:contribution", addresses.named_by_uid("contribution"))
        declare_kind(
            MessageKind(
                commands.ABOUT_CONTRIBUTIONS,
                _("Your comments"),
                _("When a comment of yours is hidden or shown again."),
            )
        )
