"""What the hashes in acts on reports are of, as it is now."""

from collections.abc import Iterator, Mapping
from typing import Any

import rfc8785

from parvis.kernel import urns

from ..models import Report
from ..standards import report_file
from .published import published

Said = Mapping[str, Any]


def report_content(said: Said, viewer: Any) -> Iterator[bytes]:
    """Of a report that was withdrawn, nothing is handed out."""
    rows = Report.objects.visible_to(viewer).filter(uid=urns.parse(said["object"])[1])
    return (report_file.content(published(report)) for report in rows)


def withdrawal_reason(said: Said, viewer: Any) -> Iterator[bytes]:
    rows = Report.objects.on_plans_of(viewer).filter(uid=urns.parse(said["object"])[1], withdrawn_at__isnull=False)
    return (rfc8785.dumps(report.withdrawn_because.as_json()) for report in rows)
