import re

from django.template import Context, Template

from parvis.ui.charts import Bar, Share, Size, stacked_bars
from parvis.ui.choosing import Chip, Choice, Choices, Facet


def drawn(source, **context):
    return Template(source).render(Context(context))


def facet(*groups, **options):
    return drawn('{% facet facet "form" %}', facet=Facet("about", "About", groups, **options))


def choices(*values, **options):
    return [Choice(value, value.title(), "1", **options) for value in values]


def test_a_box_belongs_to_its_form_wherever_it_stands():
    assert 'name="about" value="water" form="form"' in facet(Choices(choices("water")))


def test_what_is_chosen_is_ticked():
    assert facet(Choices(choices("water", is_chosen=True))).count(" checked") == 1


def test_each_box_has_its_own_label():
    html = facet(Choices(choices("a", "b"), choices("c")), Choices(choices("d"), label="Other"))
    ids, labels = re.findall(r' id="([^"]+)"', html), re.findall(r' for="([^"]+)"', html)

    assert len(set(ids)) == 4
    assert ids == labels


def test_words_are_escaped():
    html = facet(Choices([Choice('"><b>', "<b>", "1")]))

    assert "<b>" not in html


def test_others_wait_behind_how_many_they_are():
    assert "2 more" in facet(Choices(choices("a"), choices("b", "c")))


def test_a_facet_without_values_says_so():
    assert "Nothing to choose" in facet()


def test_a_chip_leads_to_the_page_without_it():
    html = drawn('{% chips chips "/all/" %}', chips=[Chip("About", "Water", "?x=1")])

    assert 'href="?x=1"' in html
    assert 'href="/all/"' in html


def test_nothing_chosen_draws_nothing():
    assert drawn('{% chips chips "/all/" %}', chips=[]) == ""


def test_small_bars_have_room_for_long_figures():
    chart = stacked_bars("Caption", [Bar([Share("kind", 123456, "done")], "row")], size=Size.SMALL)

    assert '<rect x="-29" y="-8" width="58" height="16"/>' in chart.svg
