import re
from datetime import date

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from parvis.kernel.forms import MultilingualInput
from parvis.kernel.languages import Multilingual
from parvis.ui.samples import SampleForm
from parvis.ui.templatetags.ui import error_summary
from tools import house


class TitleForm(forms.Form):
    title = MultilingualInput(label="Title", help_text="As it will read.")
    words = forms.CharField(label="Words", help_text="In plain words.", max_length=80, widget=forms.Textarea)
    due_on = forms.DateField(label="Due on", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def described_by(html, name):
    control = re.search(rf'<[^>]*\sname="{name}"[^>]*>', html).group()
    return re.search(r'aria-describedby="([^"]*)"', control).group(1).split()


def test_a_hint_and_an_error_are_tied_to_the_control():
    assert described_by(str(TitleForm({})), "words") == ["id_words_helptext", "id_words_error"]


def test_what_ties_them_exists():
    html = str(TitleForm({}))
    assert all(f'id="{each}"' in html for each in described_by(html, "words"))


def test_a_control_in_error_says_so():
    assert re.search(r'<textarea[^>]*aria-invalid="true"', str(TitleForm({})))


def test_typed_text_survives_refusal():
    assert "Portail" in str(TitleForm({"title_fr": "Portail"}))


def test_each_language_has_its_own_labelled_control():
    html = str(TitleForm())

    assert re.search(r'<label[^>]*for="id_title_1">French</label>\s*<input[^>]*lang="fr"', html)


def test_a_group_of_controls_has_a_legend():
    assert re.search(r"<legend[^>]*>Kind\s*</legend>", str(TitleForm()))


def test_what_need_not_be_filled_says_so():
    assert re.search(r'for="id_due_on">Due on <span class="optional">\(optional\)', str(TitleForm()))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_day_is_written_as_the_browser_wants_it(language):
    with translation.override(language):
        assert re.search(
            r'type="date" name="due_on" value="2022-04-01"', str(TitleForm(initial={"due_on": date(2022, 4, 1)}))
        )


def test_no_label_hides_in_a_placeholder():
    field = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Name"}))
    form = type("NameForm", (forms.Form,), {"name": field})()

    assert "placeholder" not in str(form)


def test_the_summary_leads_to_each_control_in_error():
    form = SampleForm({})
    html = str(form)

    links = re.findall(r'href="#([^"]+)"', error_summary(form))

    assert links
    assert all(f'id="{link}"' in html for link in links)


@pytest.mark.parametrize(
    ("label", "words"), [("Name", "Name: This field is required."), ("Who?", "Who? This field is required.")]
)
def test_the_summary_names_the_field(label, words):
    form = type("NameForm", (forms.Form,), {"name": forms.CharField(label=label)})({})

    assert f">{words}<" in error_summary(form)


def test_what_concerns_no_field_is_in_the_summary():
    form = TitleForm({})
    form.add_error(None, "Already complete.")

    assert "Already complete." in error_summary(form)


def test_a_form_without_error_has_no_summary():
    assert error_summary(TitleForm()) == ""


@pytest.mark.parametrize(("language", "word"), [("en", "Error:"), ("fr", "Erreur\u00a0:")])
def test_the_title_of_a_refused_form_begins_with_the_word(language, word):
    with translation.override(language):
        html = render_to_string("ui/form_page.html", {"form": TitleForm({})}, RequestFactory().get(f"/{language}/"))

    assert f"<title>{word}" in html


def test_a_form_that_was_not_sent_has_no_error_in_its_title():
    html = render_to_string("ui/form_page.html", {"form": TitleForm()}, RequestFactory().get("/en/"))

    assert "<title>Error" not in html


PAGES = {path.as_posix().split("/templates/", 1)[1]: path.read_text() for path in house.templates()}
SHOWS_A_FORM = re.compile(r"\{\{ ?form ?\}\}")
WITH_A_FORM = [name for name, source in PAGES.items() if SHOWS_A_FORM.search(source) and "forms/" not in name]


@pytest.mark.parametrize("name", WITH_A_FORM)
def test_a_page_with_a_form_has_a_summary_of_its_errors(name):
    """`{{ form }}` leaves to the summary what concerns no single field."""
    while "error_summary" not in PAGES[name]:
        extended = re.search(r'{% extends "([^"]+)"', PAGES[name])
        assert extended, f"{name} shows a form without its errors"
        name = extended.group(1)


def test_a_choice_is_named_without_a_language_mark():
    french = Multilingual({"fr": "Ministère de la Culture"})

    html = str(forms.Select(choices=[("1", french)]).render("organisation", None))

    assert ">Ministère de la Culture</option>" in html
