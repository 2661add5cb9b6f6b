from parvis.jobs.tasks import every, job

from .collecting import collect_partial_tiles as collect


@every(hours=1)
@job(tries=3)
def collect_partial_tiles() -> None:
    collect()
