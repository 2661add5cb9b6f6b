from django.utils.translation import gettext_lazy as _

from parvis.kernel.measures import Measure

from . import queries

DOCUMENTS_PUBLISHED = Measure(
    name="evidence.documents_published",
    label=_("Documents published"),
    unit=_("documents"),
    value=queries.count_documents_published,
)
