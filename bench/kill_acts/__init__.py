"""Acts under fire: people act over HTTP, while the server and the sequencer are killed at random moments.

What must come out: each acknowledged act is stored and in the log exactly once; every act has its line and every line
its act; every checkpoint that was ever visible is whole and continues the one before. Ends only processes it started.
"""

from .run import Load, Outcome, kill_acts

__all__ = ["Load", "Outcome", "kill_acts"]
