"""What rests on which source: entered once, counted, merged, taken out again; and the files to take away."""

import json
import warnings

import pytest
import rispy
from citeproc.source.bibtex import BibTeX
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pybtex.database import parse_string

from parvis.evidence import commands, queries
from parvis.evidence.models import Bibliography, BibliographyEntry, Citation, CitationUse
from parvis.evidence.queries import Sought
from parvis.evidence.standards import bibtex
from parvis.evidence.types import Use
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import PLATFORM
from parvis.kernel.urns import urn
from tests.accounts.factories import MembershipFactory
from tests.evidence.factories import CitationFactory, DocumentFactory

pytestmark = pytest.mark.django_db
PLAN, MEMBER = (urn(kind, "00000000-0000-4000-8000-000000000001") for kind in ("plan", "member"))
ONE, TWO = (urn("milestone", f"00000000-0000-4000-8000-00000000000{n}") for n in (1, 2))
EVERYTHING = Sought()


def cite(*citations, used_by=ONE, owners=(PLAN,), anchor=""):
    return commands.list_uses(owners, [Use(one.pk, used_by, anchor) for one in citations], by=PLATFORM)


def listed(**asked):
    order = asked.pop("order", "title")
    return [
        entry.citation for entry in queries.entries(queries.bibliography(PLAN), sought=Sought(**asked), order=order)
    ]


def counts():
    found = queries.bibliography(PLAN)
    return found.entry_count, found.use_count


def titled(title, **facts):
    return CitationFactory(title=Multilingual({"en": title}), **facts)


def test_a_source_stands_in_each_bibliography_of_the_act():
    cite(CitationFactory(), owners=[PLAN, MEMBER])
    assert [queries.bibliography(owner).entry_count for owner in (PLAN, MEMBER)] == [1, 1]


def test_the_same_use_twice_is_one():
    source = CitationFactory()
    assert (cite(source), cite(source), cite(source, source)) == (1, 0, 0)
    assert counts() == (1, 1)


def test_two_spellings_of_an_address_are_one_source_used_twice():
    cite(CitationFactory(url="http://example.org/a?utm_source=x"), CitationFactory(url="https://EXAMPLE.org/a#top"))
    cite(CitationFactory(url="https://example.org/b"))
    assert counts() == (2, 3)


def test_one_file_is_one_source_whatever_it_is_called():
    first = DocumentFactory(content=b"same")
    cite(*(CitationFactory(kind="public_document", url="", document=one) for one in (first, first)))
    assert counts() == (1, 2)


def test_pages_whose_addresses_are_lost_stay_as_many_as_they_are():
    cite(*(CitationFactory(url="", url_is_lost=True, title=Multilingual({"en": "Same"})) for _n in range(2)))
    assert counts() == (2, 2)


def test_the_fullest_of_the_citations_describes_the_source():
    bare = CitationFactory(url="https://example.org/a", title=Multilingual())
    full = titled("Told", url="https://example.org/a", authors=["Roy, A."], publisher="Public body")
    cite(bare)
    cite(full)
    cite(bare, used_by=TWO)
    assert listed() == [full]
    assert queries.bibliography(PLAN).counts == {"web_page": {"on_the_web": 1}}


def test_what_no_longer_rests_on_a_source_takes_it_along():
    both, only_one = CitationFactory(), CitationFactory()
    cite(both, only_one)
    cite(both, used_by=TWO)
    commands.unlist_uses([PLAN], used_by=ONE, by=PLATFORM)
    assert listed() == [both]
    assert counts() == (1, 1)
    assert queries.bibliography(PLAN).counts["web_page"]["on_the_web"] == 1


def test_a_bibliography_is_discarded_whole():
    cite(CitationFactory())
    commands.discard_bibliography(PLAN, by=PLATFORM)
    assert [model.objects.count() for model in (Bibliography, BibliographyEntry, CitationUse)] == [0, 0, 0]


def test_titles_are_sorted_without_capitals_accents_and_quotation_marks():
    cite(*map(titled, ["Zone", "« Élections »", "eau", "Été"]))
    assert [str(one.title) for one in listed()] == ["eau", "« Élections »", "Été", "Zone"]


def test_who_has_no_author_and_no_publisher_comes_last():
    named, unnamed = CitationFactory(authors=["Zola"]), CitationFactory()
    cite(unnamed, named)
    assert listed(order="author") == [named, unnamed]


def test_the_newest_comes_first_and_the_undated_last():
    old, undated, new = (CitationFactory(published_on=day and PartialDate(day)) for day in ("2020", None, "2021-05"))
    cite(old, undated, new)
    assert listed(order="published") == [new, old, undated]


@pytest.mark.parametrize("words", ["elections roy", "ÉLECT roy", "rapports/9 roy"])
def test_all_words_are_looked_for_without_accents(words):
    wanted = titled("Les élections", authors=["Roy, A."], url="https://example.org/rapports/9.html")
    cite(wanted, titled("Les elections"), titled("Roy"))
    assert listed(words=words) == [wanted]


def test_kinds_and_states_select():
    lost = CitationFactory(url="", url_is_lost=True)
    hidden = CitationFactory(kind=Citation.Kind.NOT_PUBLIC, url="")
    held = CitationFactory(kind="public_document", url="", document=DocumentFactory())
    cite(lost, hidden, held, CitationFactory())
    assert [listed(state=state) for state in ("address_lost", "not_public", "held")] == [[lost], [hidden], [held]]
    assert listed(kind="not_public") == [hidden]


@pytest.mark.parametrize("order", queries.ORDERS)
def test_pages_follow_each_other_whatever_the_order(order):
    cite(*(titled(f"Title {n % 7}", authors=[f"{n % 3}"], accessed_on=PartialDate("2022")) for n in range(60)))
    seen, after = [], ""
    while after is not None:
        page = queries.entries(queries.bibliography(PLAN), sought=EVERYTHING, order=order, after=after)
        seen += [entry.pk for entry in page]
        after = page.after
    assert (len(seen), len(set(seen))) == (60, 60)


def test_many_are_entered_with_few_queries(django_assert_max_num_queries):
    citations = [CitationFactory() for _n in range(300)]
    with django_assert_max_num_queries(20):
        cite(*citations)


def hostile():
    return CitationFactory(
        title=Multilingual({"fr": 'Plan {d’action} "ouvert" 100 % \\write18 & cie_1\nTY  - BOOK', "en": "A plan"}),
        language="fr",
        url="https://example.org/a_b?x={1}&y=%20",
        authors=["Ministère de l’Économie}", "Lévesque, René"],
        publisher="Éditeur officiel",
        published_on=PartialDate("2021-03"),
        accessed_on=PartialDate("2022-02-10"),
        note=Multilingual({"fr": "Une note\n\nER  - "}),
    )


def exported(extension):
    return "".join(queries.exported(PLAN, EVERYTHING, extension))


# Of the specification (1.0.2): what an item must and may have, as far as ours have it.
ITEM = {
    "type": "object",
    "required": ["id", "type"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "type": {"enum": ["webpage", "report", "manuscript", "interview"]},
        "author": {"type": "array", "items": {"required": ["literal"], "additionalProperties": {"type": "string"}}},
        **{name: {"type": "string"} for name in ("title", "publisher", "language", "URL", "note")},
        **{
            name: {
                "required": ["date-parts"],
                "properties": {
                    "date-parts": {"items": {"items": {"type": "integer"}, "minItems": 1, "maxItems": 3}, "maxItems": 1}
                },
            }
            for name in ("issued", "accessed")
        },
    },
}


def test_csl_json_is_read_by_a_citation_processor():
    cite(hostile(), CitationFactory(kind="interview", url="", title=Multilingual({"en": "Talks"})))
    items = json.loads(exported("json"))
    Draft202012Validator({"items": ITEM}).validate(items)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = CiteProcJSON(items)
    assert items[0]["issued"] == {"date-parts": [[2021, 3]]}
    assert {str(entry.type) for entry in read.values()} == {"webpage", "interview"}


def test_bibtex_is_read_back_with_what_was_written():
    source = hostile()
    cite(source, CitationFactory())
    read = parse_string(exported("bib"), "bibtex").entries
    entry = read[f"parvis-{source.uid}"]
    assert len(read) == 2
    assert entry.fields["url"] == "https://example.org/a_b?x=%7B1%7D&y=%20"
    assert (entry.fields["year"], entry.fields["month"], entry.fields["urldate"]) == ("2021", "March", "2022-02-10")
    assert [str(person) for person in entry.persons["author"]] == [
        "{Ministère de l’Économie\\textbraceright{}}",
        "{Lévesque, René}",
    ]


ODD = "100 % of A_B & C #1, $5^2, ~x \\y {z"
IN_TEX = r"100 \% of A\_B \& C \#1, \$5\textasciicircum{}2, \textasciitilde{}x \textbackslash{}y \textbraceleft{}z"


def test_no_sign_is_a_command_to_tex():
    cite(
        CitationFactory(
            title=Multilingual({"en": ODD}), language="en", authors=[ODD], publisher=ODD, note=Multilingual({"en": ODD})
        )
    )
    [entry] = parse_string(exported("bib"), "bibtex").entries.values()
    fields = [entry.fields[name] for name in ("title", "publisher", "note")]
    assert [str(entry.persons["author"][0]), *fields] == [f"{{{IN_TEX}}}", f"{{{IN_TEX}}}", IN_TEX, IN_TEX]


def test_a_month_is_the_name_that_styles_know():
    cite(CitationFactory(published_on=PartialDate("2021-02-03")))
    assert "\n    month = feb,\n" in exported("bib")


def test_another_program_reads_the_bibtex(tmp_path):
    title = "Rapport 100 % & plus, n_1 #2 : 5 $"
    cite(CitationFactory(title=Multilingual({"fr": title}), language="fr", authors=["A & B_C"]), hostile())
    file = tmp_path / "read.bib"
    file.write_text(exported("bib").partition("\n}\n")[0] + "\n}\n", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        [entry] = BibTeX(file, "utf-8").values()
    assert (str(entry["title"]), [str(name["family"]) for name in entry["author"]]) == (title, ["A & B_C"])


@given(st.text(alphabet='{}\\%#&_$^~"@,= a\né', max_size=20), st.text(alphabet='{}\\%$^~" aé', min_size=1, max_size=9))
def test_whatever_is_said_of_one_source_the_next_is_read(said, author):
    title = Multilingual({"fr": said}) if said.strip() else Multilingual({"fr": "Plan"})
    cited = [Citation(kind="web_page", url="https://example.org/", title=title, authors=[author], language="fr")]
    cited.append(Citation(kind="web_page", url="https://example.org/", title=Multilingual({"fr": "Suite"})))
    written = "".join(bibtex.written(BibliographyEntry(citation=each) for each in cited))
    read = list(parse_string(written, "bibtex").entries.values())
    assert [entry.fields["title"] for entry in read][1:] == ["{Suite}"]


def test_ris_is_read_back_with_what_was_written():
    source = hostile()
    cite(source, CitationFactory())
    read = {one["id"]: one for one in rispy.loads(exported("ris"))}
    assert len(read) == 2
    one = read[source.urn]
    assert (one["authors"][1], one["year"], one["date"], one["access_date"]) == (
        "Lévesque, René",
        "2021",
        "2021/03//",
        "2022/02/10/",
    )


@pytest.mark.parametrize("extension", queries.FORMATS)
def test_an_export_reads_in_lots_however_many_there_are(extension, django_assert_max_num_queries):
    cite(*(CitationFactory() for _n in range(40)))
    with django_assert_max_num_queries(2):
        assert exported(extension).count("example.org/source/") == 40


def test_an_empty_bibliography_is_a_file_too():
    assert (json.loads(exported("json")), exported("bib"), exported("ris")) == ([], "", "")


def test_a_source_that_is_described_is_found_by_its_new_words_and_counted_once():
    member = MembershipFactory()
    bare = CitationFactory(body=member.member.urn, url="https://example.org/a", title=Multilingual())
    other = titled("Other", url="http://example.org/a", kind="public_document")
    cite(bare, other)
    commands.describe_source(
        bare, by=member.person, title=Multilingual({"en": "Open data"}), published_on=PartialDate("2022")
    )
    [entry] = queries.entries(queries.bibliography(PLAN), sought=Sought(words="open data"))
    assert (entry.citation, entry.published_key, queries.bibliography(PLAN).counts["web_page"]["on_the_web"]) == (
        bare,
        "2022",
        1,
    )
    assert (sum(sum(kind.values()) for kind in queries.bibliography(PLAN).counts.values()), counts()) == (1, (1, 2))


def test_some_of_what_one_thing_rests_on_is_taken_out():
    kept, gone = CitationFactory(), CitationFactory()
    cite(kept, gone)
    commands.unlist_uses([PLAN], used_by=ONE, citations=[gone.pk], by=PLATFORM)
    assert (listed(), counts()) == ([kept], (1, 1))
