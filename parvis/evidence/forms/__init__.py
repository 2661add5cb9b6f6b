"""The citation fields, which every form that asks for evidence holds, and the forms of this room's pages."""

from .captures import DescriptionForm, RemovalForm
from .sources import CitationForm, DocumentForm, FileInput, UploadForm, posted

__all__ = ["CitationForm", "DescriptionForm", "DocumentForm", "FileInput", "RemovalForm", "UploadForm", "posted"]
