"""How an act on a page goes: type, check what it will be, confirm. Works without JavaScript; nothing typed is lost.

The page is one that extends `ui/act_page.html`.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm, ChoiceField, HiddenInput, ModelChoiceField, MultipleChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from .http import refusals_shown_in, show_form
from .languages import Multilingual

CONFIRMED = "confirmed"
READ = "read"

Do = Callable[[dict[str, Any]], Any]
To = str | Callable[[Any], str]
Said = object | Callable[[Any], object]


def save(
    request: HttpRequest, template: str, context: dict[str, Any], *, heading: object, do: Do, to: To, said: Said
) -> HttpResponse:
    """For what can be undone: show `context["form"]` and, when it was filled in well, `do` it.

    `do` gets the cleaned data; `to` is where to go next and `said` what is told there, or a function of what `do` gave.
    A second form, such as that of the evidence, stands in `context["second_form"]`.
    """
    forms, context = _forms(context), {**context, "heading": heading, READ: _before(context["form"])}
    if _are_filled_in(forms) and not _is_overtaken(request, forms[0]):
        with refusals_shown_in(forms[0]):
            return _done(request, do(forms[0].cleaned_data), to=to, said=said)
    return show_form(request, template, context)


def confirm(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    heading: object,
    do: Do,
    to: To,
    said: Said,
    rehearse: Do | None = None,
) -> HttpResponse:
    """For what goes on the register or cannot be undone: as `save`, with a look at it before.

    What is confirmed is what was looked at: the button carries its fingerprint, so that a field changed afterwards
    is looked at once more. There is nothing to look at where the act would be refused: what was typed is done and undone.
    `rehearse` is done instead of `do` where that writes more than its transaction can undo.
    """
    forms, context = _forms(context), {**context, "heading": heading, READ: _before(context["form"])}
    if not _are_filled_in(forms) or _is_overtaken(request, forms[0]):
        return show_form(request, template, context)
    seen = _fingerprint(forms)
    if request.POST.get(CONFIRMED) == seen:
        with refusals_shown_in(forms[0]):
            return _done(request, do(forms[0].cleaned_data), to=to, said=said)
    if request.method == "POST" and not forms[0].errors:
        with refusals_shown_in(forms[0]):
            _rehearse(rehearse or do, forms[0].cleaned_data)
    to_look_at = {} if forms[0].errors else {"review": _rows(forms), "fingerprint": seen, "cautions": _cautions(forms)}
    return show_form(request, template, context | to_look_at)


def typed(request: HttpRequest) -> dict[str, Any]:
    """What to bind a form to: the posted data and files, or nothing when the page is only read."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def _forms(context: dict[str, Any]) -> list[BaseForm]:
    return [context["form"], *filter(None, [context.get("second_form")])]


def _are_filled_in(forms: Sequence[BaseForm]) -> bool:
    answers = [form.is_valid() for form in forms]  # each is asked, so that each shows what is wrong with it
    return all(answers)


def _done(request: HttpRequest, result: Any, *, to: To, said: Said) -> HttpResponse:
    messages.success(request, str(said(result) if callable(said) else said))
    return HttpResponseRedirect(to(result) if callable(to) else to)


def _rehearse(do: Do, data: dict[str, Any]) -> None:
    """Jobs, messages and lines for the register are rows, and what follows a commit does not follow: nothing is left."""
    with transaction.atomic():
        do(dict(data))
        transaction.set_rollback(True)


def _before(form: BaseForm) -> str:
    """The fingerprint of what the form changes, as it stands now."""
    return _digest([(name, _plain(value)) for name, value in sorted(form.initial.items())])


def _is_overtaken(request: HttpRequest, form: BaseForm) -> bool:
    """Whether someone else changed it after this person opened the form: they are told, and keep what they typed."""
    if request.POST.get(READ, _before(form)) == _before(form):
        return False
    form.add_error(
        None,
        _(
            "Someone else changed this while you were writing. What you typed is kept: "
            "compare it with the page as it is now, then send it again."
        ),
    )
    return True


def _fingerprint(forms: Sequence[BaseForm]) -> str:
    cleaned = [[(name, _plain(value)) for name, value in sorted(form.cleaned_data.items())] for form in forms]
    return _digest(cleaned)


def _digest(values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return type(value).__name__, value.pk
    if isinstance(value, Multilingual):
        return sorted(value.as_json().items())
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return [_plain(each) for each in value]
    return str(value)


def _cautions(forms: Sequence[BaseForm]) -> list[object]:
    """What a form has to say of what was typed, although it takes it: a form's own `cautions`."""
    return [each for form in forms for each in getattr(form, "cautions", [])]


def _rows(forms: Sequence[BaseForm]) -> list[tuple[object, list[object]]]:
    """What was typed, as label and values to read; what was left empty is left out."""
    rows = [
        (bound.label, _readable(bound.field, form.cleaned_data.get(bound.name)))
        for form in forms
        for bound in form
        if not isinstance(bound.field.widget, HiddenInput)
    ]
    return [(label, values) for label, values in rows if values]


def _readable(field: Any, value: Any) -> list[object]:
    if value is None or value == "":
        return []
    if isinstance(value, Multilingual):
        return [Multilingual({code: text}) for code, text in value.items()]
    is_one_of_a_list = isinstance(field, ChoiceField | MultipleChoiceField)
    if is_one_of_a_list and not isinstance(field, ModelChoiceField):
        labels = dict(flatten_choices(field.choices))
        chosen = value if isinstance(value, list) else [value]
        return [labels.get(each, each) for each in chosen]
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return list(value)
    return [value]
