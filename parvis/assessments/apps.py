from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "parvis.assessments"
    label = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        from parvis.contributions.types import declare_subject
        from parvis.evidence.types import declare_assessed
        from parvis.kernel import permissions, urns

        from . import queries
        from .permissions import TABLE

        permissions.declare(TABLE)
        declare_assessed("report", find=queries.find_assessed)
        declare_subject("report", find=queries.find_report)
        urns.declare("report", label=_("Report"), resolve=queries.NAMED["report"])
        urns.declare("commitment-file", label=_("File of commitment data"), resolve=queries.NAMED["commitment-file"])
        urns.declare("proposal", label=_("Proposed value"), resolve=queries.NAMED["proposal"])
