"""Acts in a storm: people act over HTTP, while server, workers, sequencer and database are killed at random moments.

What must come out: each acknowledged act is stored and in the log exactly once, and one without an answer either
wholly or not at all; sent again, it is still one; every line has its act, every message that an act wrote goes out;
every checkpoint that was ever visible is signed, whole and continues the one before; `parvis verify` finds that the log
holds, since the first checkpoint that was seen. Ends only what it started.
"""

from .outcome import Outcome
from .run import Load, kill_acts

__all__ = ["Load", "Outcome", "kill_acts"]
