"""How much is taken of what anyone types."""

from parvis.site import drafts


def test_a_long_title_is_cut():
    assert len(drafts.read({"title": "a" * 9000}).title["en"]) == 300


def test_a_long_text_is_cut_in_each_language():
    draft = drafts.read({"text": "a" * 2000, "text_fr": "b" * 9000, "text_en": "c" * 9000})

    assert {code: len(text) for code, text in draft.text.items()} == {"en": 3000, "fr": 3000, "es": 2000}


def test_policy_areas_are_no_more_than_twenty():
    assert len(drafts.read({"policy_areas": "\n".join(map(str, range(90)))}).policy_areas) == 20
