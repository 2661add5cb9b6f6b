"""Of one kind, on one thing and in one language, one report stands.

The command that calls this holds transaction and permission.
"""

from django.utils.translation import gettext as _

from parvis.evidence import commands as evidence
from parvis.kernel import clock
from parvis.kernel.languages import Multilingual
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor

from .. import queries
from ..errors import ReportAlreadyHere
from ..models import Report
from ..types import PublishedReport
from ._surroundings import Surroundings

_GIVES_WAY = Multilingual(
    {
        "en": "It was told in our own words. The published report has entered and stands in its place.",
        "fr": "Il était reformulé dans nos propres mots. Le rapport publié est entré et prend sa place.",
    }
)


def made_room_for(report: PublishedReport, around: Surroundings, *, by: Actor) -> Report | None:
    """The retelling that gives way to the report itself, if one stood there. Raises `ReportAlreadyHere`."""
    other = queries.report_like(around.plan, report.kind, report.language, around.subject)
    other = locked(other) if other else None
    if other is None or other.is_withdrawn:
        return None
    if report.retold_from or not other.retold_from:
        raise ReportAlreadyHere(
            _("This report is here already, from another file and with other content: %s. Withdraw it first.")
            % other.get_absolute_url(),
            report=other,
        )
    take_off(other, because=_GIVES_WAY, by=by)
    # Its address leads to the report itself from now on.
    other.slug = f"{other.slug}-retold-{other.pk}"
    store(other, "slug")
    return other


def take_off(report: Report, *, because: Multilingual, by: Actor) -> None:
    """Off the pages, with a reason that everyone can read. Its files may enter again. Raises `AlreadyWithdrawn`."""
    report.withdraw(at=clock.now(), because=because)
    store(report, "withdrawn_at", "withdrawn_because")
    report.imports.all().delete()
    evidence.unlist_uses(queries.bibliographies_of(report), used_by=report.urn, by=by)
