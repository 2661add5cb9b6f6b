from django.core.management import call_command

from parvis.jobs.tasks import every, job


@every(hours=24)
@job()
def forget_sessions() -> None:
    """Django leaves sessions that have ended in their table, with who was signed in."""
    call_command("clearsessions")
