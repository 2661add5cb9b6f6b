"""The database as a backup would bring it back, and the files beside it as they are."""

from django.db import connection

from parvis.register.models import Checkpoint, Entry, Head, Outbox, Publication, Subtree
from parvis.register.tree import CompactRange


def restore(size, *, waiting=()):
    """As it was when the log had `size` entries; `waiting` are numbers of entries that waited in the outbox then."""
    lines = [Entry.objects.get(pk=index) for index in waiting]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_mention WHERE entry_id >= %s", [size])
    Entry.objects.filter(index__gte=size).delete()
    Subtree.objects.filter(index__gte=size // 256, level=1).delete()
    Checkpoint.objects.filter(size__gt=size).delete()
    Publication.objects.filter(size__gt=size).delete()
    Outbox.objects.bulk_create(Outbox(**{name: getattr(line, name) for name in Outbox.COLUMNS}) for line in lines)
    tree = CompactRange()
    for hash_ in Entry.objects.order_by("index").values_list("hash", flat=True):
        tree.append(bytes(hash_))
    Head.objects.update(size=size, frontier=b"".join(tree.hashes))
