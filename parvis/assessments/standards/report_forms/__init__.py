"""The assessment forms as data: one file for each form and version. A new form is a new file, nothing else.

A form file says: `form` (its name for good: that of its file, ending in its version), `kind`, `url`, `handbook`, `due`,
`sections` with their questions. A question has a `code` ("1.1"; "n.1" where the section repeats for each commitment and
the commitment's number stands for n), a `label` as printed, `help` in our own words, and one kind of answer: `scale`
(the name of a scale in scales.yaml), `options` (each with a code and the text as printed), or text. `seen` is false for
what no published report or page has shown yet. `schema.json` and `checking.py` refuse a file that says otherwise.
"""

from .checking import FormFileWrong, require_form
from .reading import Form, Option, Question, Scale, Section, form, form_for, forms, scale, scales

__all__ = [
    "Form",
    "FormFileWrong",
    "Option",
    "Question",
    "Scale",
    "Section",
    "form",
    "form_for",
    "forms",
    "require_form",
    "scale",
    "scales",
]
