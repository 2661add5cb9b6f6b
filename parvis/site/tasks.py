from parvis.jobs.tasks import every, job
from parvis.search import commands as search


@every(hours=24)
@job()
def rebuild_index() -> None:
    """Each act keeps the index up to date; this finds what a killed process left out, and the glossary's new words."""
    search.rebuild()
