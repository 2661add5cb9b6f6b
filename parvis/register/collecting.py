"""Partial tiles that a full one has followed: nobody needs them any more once readers have had the time to notice."""

from datetime import timedelta

from parvis.kernel.clock import now

from .models import Checkpoint, Publication
from .store import Store, store
from .tiles import WIDTH, new_tiles

# Whoever holds a checkpoint of a moment ago may still ask for its partial tiles.
KEPT_FOR = timedelta(hours=1)


def collect_partial_tiles() -> int:
    """Delete them; how many files those were. Stopped anywhere, the next run begins where this one began.

    A checkpoint was signed and published over each full tile, so that it was durable then.
    """
    publication = Publication.objects.filter(pk=Publication.THE_ONE).first()
    old = Checkpoint.objects.filter(signed_at__lt=now() - KEPT_FOR).order_by("-pk").first()
    if publication is None or old is None:
        return 0
    log, size, gone = store(), min(old.size, publication.size), 0
    for tile in new_tiles(publication.collected_size, size):
        if tile.width == WIDTH:
            paths = [tile.path, tile.bundle_path] if tile.level == 0 else [tile.path]
            gone += sum(_collect(log, path) for path in paths)
    log.settle()
    since_then = Publication.objects.filter(pk=Publication.THE_ONE, collected_size=publication.collected_size)
    since_then.update(collected_size=max(size, publication.collected_size))
    return gone


def _collect(log: Store, full: str) -> int:
    """Whatever the database says, the full file is looked for first."""
    partial = list(log.list(f"{full}.p"))
    if not partial or log.read(full) is None:
        return 0
    log.delete(partial)
    return len(partial)
