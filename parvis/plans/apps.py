from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "parvis.plans"
    label = "plans"
    verbose_name = _("Action plans")

    def ready(self) -> None:
        from parvis.contributions.types import declare_subject
        from parvis.evidence.types import declare_assessed
        from parvis.kernel import contents, origins, permissions, urns
        from parvis.texts.permissions import declare_owner

        from . import queries, subscribers  # noqa: F401 (subscribing is what importing does)
        from .permissions import TABLE, answers_for_the_owner
        from .types import Heading

        permissions.declare(TABLE)
        declare_owner("commitment", may_write=answers_for_the_owner, headings=dict(Heading.choices))
        declare_assessed("plan", find=queries.find_assessed, every=queries.every_assessed)
        declare_subject("plan", find=queries.find_plan)
        declare_subject("commitment", find=queries.find_commitment)
        for (event, digest), find in queries.HASHED.items():
            contents.declare(event, digest, find)
        urns.declare("plan", label=_("Plan"), resolve=queries.NAMED["plan"])
        urns.declare("challenge", label=_("Challenge"), resolve=queries.NAMED["challenge"])
        urns.declare("commitment", label=_("Commitment"), resolve=queries.NAMED["commitment"])
        urns.declare("milestone", label=_("Milestone"), resolve=queries.NAMED["milestone"])
        urns.declare("progress", label=_("Progress update"), resolve=queries.NAMED["progress"])
        urns.declare("amendment", label=_("Amendment"), resolve=queries.NAMED["amendment"])
        for kind, found in queries.ORIGINS.items():
            origins.declare(kind, *found)
