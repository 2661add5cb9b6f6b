"""The citation fields, which every form that asks for evidence holds, and the forms of this room's pages."""

from .captures import (
    DescriptionForm,
    ReasonForm,
)
from .fieldwork import (
    ConsentForm,
    ConsultedForm,
    InterviewForm,
    NothingTyped,
    QuotationForm,
)
from .sources import (
    CitationForm,
    DocumentForm,
    FileInput,
    SourceForm,
    UploadForm,
    posted,
)

__all__ = [
    "CitationForm",
    "ConsentForm",
    "ConsultedForm",
    "DescriptionForm",
    "DocumentForm",
    "FileInput",
    "InterviewForm",
    "NothingTyped",
    "QuotationForm",
    "ReasonForm",
    "SourceForm",
    "UploadForm",
    "posted",
]
