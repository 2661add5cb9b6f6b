"""What plans do when something happens in a lower room."""

from parvis.evidence.events import DocumentPublished
from parvis.kernel.types import PLATFORM
from parvis.register.commands import subscribe

from . import commands, queries


@subscribe(DocumentPublished)
def count_documents(event: DocumentPublished) -> None:
    """A milestone that follows the documents of this body shows the new count at once, not only tomorrow."""
    for milestone in queries.milestones_following("evidence.documents_published", body=event.body):
        commands.observe_measure(milestone, by=PLATFORM)
