"""Commands enqueue these jobs, so the jobs import the commands when they run."""

from parvis.jobs.tasks import every, job


@job()
def deliver(message_pk: int) -> None:
    from . import commands, queries

    if message := queries.message(message_pk):
        commands.deliver_message(message)


@every(hours=24)
@job()
def forget_messages() -> None:
    from . import commands

    commands.forget_messages()
