"""Values that other rooms use of this one."""

from .models import Change, Clause, Text, Version

__all__ = ["Change", "Clause", "Text", "Version"]
