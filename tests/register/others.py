"""Another sequencer, in a thread with a connection of its own."""

import threading
from contextlib import contextmanager

from django.db import connections

from parvis.register import sequencer


@contextmanager
def another_sequencer():
    """It holds the lock while this lasts."""
    holds, over = threading.Event(), threading.Event()

    def hold():
        try:
            with sequencer.sole_sequencer() as alone:
                if alone:
                    holds.set()
                    over.wait(60)
        finally:
            connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert holds.wait(60)
        yield
    finally:
        over.set()
        thread.join()
