from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "parvis.evidence"
    label = "evidence"
    verbose_name = _("Evidence")

    def ready(self) -> None:
        from parvis.accounts.types import declare_erasure
        from parvis.kernel import addresses, contents, measures, origins, permissions, urns

        from . import commands, queries
        from .measures import DOCUMENTS_PUBLISHED
        from .permissions import TABLE

        permissions.declare(TABLE)
        declare_erasure(commands.erase_fieldwork)
        measures.declare(DOCUMENTS_PUBLISHED)
        for (event, digest), find in queries.HASHED.items():
            contents.declare(event, digest, find)
        for (event, digest), because in queries.NOT_HANDED_OUT.items():
            contents.withhold(event, digest, because)
        urns.declare("document", label=_("Document"), resolve=queries.named_documents)
        urns.declare("citation", label=_("Source"), resolve=queries.named_citations)
        urns.declare("capture", label=_("Copy of a page"), resolve=queries.named_captures)
        for kind, found in queries.ORIGINS.items():
            origins.declare(kind, *found)
        for kind in ("citation", "document"):
            addresses.declare(f"evidence:{kind}", addresses.named_by_uid(kind))
