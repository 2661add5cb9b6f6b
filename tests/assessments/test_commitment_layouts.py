"""The data beside the code: layouts, scales, policy areas, members."""

import pytest

from parvis.accounts.types import Member
from parvis.assessments.standards.commitment_data import (
    REGIONS,
    layout,
    layouts,
    member_named,
    members,
    policy_areas,
    ratings,
    scales,
)
from parvis.assessments.standards.commitment_data.layouts import matched
from parvis.assessments.standards.commitment_data.scales import readings


@pytest.mark.parametrize(("name", "columns"), [("current", 171), ("older", 98)])
def test_a_layout_has_its_columns_each_once(name, columns):
    assert len({matched(column) for column in layout(name).names}) == columns


@pytest.mark.parametrize(
    ("name", "required"),
    [
        ("current", ["Commitment Unique Identifier", "Country/Locality", "Action Plan Number", "Commitment Title"]),
        ("older", ["Country", "Action Plan Number", "Comm No", "Commitment Title"]),
    ],
)
def test_what_a_row_cannot_do_without(name, required):
    assert [column.name for column in layout(name).columns if column.is_required] == required


def test_every_tag_is_a_policy_area_and_every_policy_area_a_tag():
    assert {column.tag for one in layouts().values() for column in one.columns if column.tag} == set(policy_areas())


def test_every_rating_has_a_name_and_a_scale():
    rated = {column.rating for one in layouts().values() for column in one.columns if column.rating}
    assert rated == set(ratings())


def test_everything_has_its_name_in_both_languages():
    named = [
        *policy_areas().values(),
        *(rating.label for rating in ratings().values()),
        *(scale.label for scale in scales().values()),
        *(value.name for scale in scales().values() for value in scale.values),
        *(member.name for member in members()),
    ]
    assert [name for name in named if set(name) != {"en", "fr"}] == []


@pytest.mark.parametrize(
    ("name", "scale", "text", "value"),
    [
        ("current", "specificity", "High", "high"),
        ("older", "specificity", "c. high", "high"),
        ("older", "completion", "a. Not Started", "not_started"),
        ("older", "completion", "Withdrawn", "withdrawn"),
        ("older", "did_it_open_government", "b. None", "did_not_change"),
        ("current", "did_it_open_government", "Worsens", "worsened"),
        ("current", "did_it_open_government", "No early results to report yet", "no_early_results"),
        ("current", "potential_impact", "None", "none"),
        ("current", "yes_no", "0", "no"),
    ],
)
def test_each_layout_writes_the_values_of_a_scale_in_its_way(name, scale, text, value):
    assert readings(name, scale)[matched(text)].value == value


@pytest.mark.parametrize(
    ("text", "reason"), [("NR", "not_reviewed"), ("ND", "no_data"), ("Not Applicable", "not_applicable"), ("", "empty")]
)
def test_no_answer_is_no_value(text, reason):
    assert readings("current", "yes_no")[matched(text)] == readings("older", "completion")[matched(text)]
    assert readings("current", "yes_no")[matched(text)].reason == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UK", "United Kingdom"),
        ("USA", "United States"),
        ("Macedonia", "North Macedonia"),
        ("Slovakia", "Slovak Republic"),
        ("South Korea", "Republic of Korea"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Turkey", "Türkiye"),
    ],
)
def test_both_spellings_lead_to_one_member(one, other):
    assert member_named(one).slug == member_named(other).slug


def test_a_code_leads_to_a_member_whose_name_is_not_known():
    assert member_named("Україна", "UKR").name["en"] == "Ukraine"


def test_a_country_that_nobody_knows_is_a_member_by_its_own_name():
    found = member_named("Atlantis", "ATL", region="Europe")

    assert (found.slug, found.name["en"], found.kind, found.region) == ("atlantis", "Atlantis", "national", "europe")


def test_two_names_without_a_latin_letter_are_two_members():
    assert member_named("Атлантида").slug != member_named("Лемурия").slug


def test_a_place_that_nobody_knows_is_in_the_region_of_its_row():
    found = member_named("Quito, Ecuador", region="Americas")

    assert (found.region, found.country) == ("americas", "EC")


def test_regions_are_those_of_a_member():
    assert sorted(REGIONS.values()) == sorted(Member.Region.values)
    assert {one.region for one in members()} == set(Member.Region.values)


def test_slugs_and_codes_are_each_of_one_member():
    assert len({one.slug for one in members()}) == len({one.code for one in members()}) == len(members())
