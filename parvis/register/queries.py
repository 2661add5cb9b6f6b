from .models import Entry, Outbox


def latest(urn: str) -> Entry | Outbox | None:
    """The last act on an object, whether or not it has its place in the log yet."""
    return (
        Outbox.objects.filter(object=urn).order_by("-id").first()
        or Entry.objects.filter(object=urn).order_by("-index").first()
    )
