from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextsConfig(AppConfig):
    name = "parvis.texts"
    label = "texts"
    verbose_name = _("Texts")

    def ready(self) -> None:
        from parvis.kernel import contents, permissions, urns

        from . import queries
        from .events import TextPublished, TextRevised
        from .permissions import TABLE

        permissions.declare(TABLE)
        for event in (TextPublished, TextRevised):
            contents.declare(event.name, "sha256", queries.published_clauses)
        urns.declare("text", label=_("Text"), resolve=queries.named_texts, queries=2)
        urns.declare("version", label=_("Version of a text"), resolve=queries.named_versions, queries=2)
