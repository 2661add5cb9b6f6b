from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "parvis.site"
    label = "site"

    def ready(self) -> None:
        from parvis.kernel import urns
        from parvis.search.types import declare_source

        from . import findable, pointing, subscribers  # noqa: F401 (subscribing is what importing does)

        urns.declare("term", label=_("Glossary"), resolve=findable.named_terms)
        pointing.declare()
        for kind, source in findable.SOURCES.items():
            declare_source(kind, source)
