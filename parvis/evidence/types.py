"""Values that other rooms use of this one."""

from .models import Citation, Document

__all__ = ["Citation", "Document"]
