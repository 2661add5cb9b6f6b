from datetime import timedelta

from parvis.assessments import queries as reports
from parvis.evidence import commands as evidence
from parvis.jobs.tasks import every, job
from parvis.kernel.types import PLATFORM
from parvis.plans import queries as plans
from parvis.search import commands as search


@every(hours=24)
@job()
def rebuild_index() -> None:
    """Each act keeps the index up to date; this finds what a killed process left out, and the glossary's new words."""
    search.rebuild()
    search.forget_words()


@job(lease=timedelta(hours=1))
def forget_words() -> None:
    """Of what was taken out of the index."""
    search.forget_words()


@every(hours=24)
@job()
def gather_bibliographies() -> None:
    """Each act lists what it rests on; this lists what stood here before there were bibliographies, and what a table
    of many members brought."""
    gather()


def gather() -> int:
    """How many uses were new. A plan or a report at a time, each in a transaction of its own."""
    new = 0
    for plan in plans.all_plans():
        new += evidence.list_uses(plans.bibliographies_of(plan), plans.uses_of(plan), by=PLATFORM)
    for report in reports.reports_that_stand():
        new += evidence.list_uses(reports.bibliographies_of(report), reports.uses_of(report), by=PLATFORM)
    return new
