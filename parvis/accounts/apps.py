from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "parvis.accounts"
    label = "accounts"

    def ready(self) -> None:
        from parvis.kernel import permissions, urns
        from parvis.register.types import declare_roles

        from . import names
        from .permissions import TABLE
        from .sign_in import reactions  # noqa: F401
        from .sign_in.limits import make_cache_table

        permissions.declare(TABLE)
        urns.declare("member", label=_("Member"), resolve=names.NAMED["member"])
        urns.declare("organisation", label=_("Organisation"), resolve=names.NAMED["organisation"])
        urns.declare("person", label=_("Person"), resolve=names.people)
        urns.declare("membership", label=_("Role"), resolve=names.NAMED["membership"])
        declare_roles({role.value: words for role, words in names.ROLES.items()})
        post_migrate.connect(make_cache_table, sender=self)
