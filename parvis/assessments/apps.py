from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "parvis.assessments"
    label = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        from parvis.contributions.types import declare_subject
        from parvis.evidence.types import declare_assessed
        from parvis.kernel import contents, origins, permissions, urns

        from . import queries
        from .events import ReportImported, ReportWithdrawn
        from .permissions import TABLE

        permissions.declare(TABLE)
        declare_assessed("report", find=queries.find_assessed, every=queries.every_assessed)
        declare_subject("report", find=queries.find_report)
        contents.declare(ReportImported.name, "content_sha256", queries.report_content)
        contents.declare(ReportWithdrawn.name, "reason_sha256", queries.withdrawal_reason)
        urns.declare("report", label=_("Report"), resolve=queries.NAMED["report"])
        urns.declare("commitment-file", label=_("File of commitment data"), resolve=queries.NAMED["commitment-file"])
        urns.declare("proposal", label=_("Proposed value"), resolve=queries.NAMED["proposal"])
        for kind, found in queries.ORIGINS.items():
            origins.declare(kind, *found)
