"""The citation fields, which every form that asks for evidence holds, and the forms of this room's pages."""

from .sources import CitationForm, DocumentForm, FileInput, UploadForm, posted

__all__ = ["CitationForm", "DocumentForm", "FileInput", "UploadForm", "posted"]
