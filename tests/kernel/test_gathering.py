import pytest
from django.db.models import OuterRef
from django.db.models.sql.compiler import SQLCompiler

from parvis.kernel.dates import PartialDate
from parvis.kernel.gathering import Gathered
from parvis.kernel.languages import Multilingual
from parvis.plans.models import Commitment, Involvement, Milestone, ProgressUpdate, ReportedProgress
from tests.plans.factories import CommitmentFactory, InvolvementFactory, ProgressUpdateFactory, ReportedProgressFactory

pytestmark = pytest.mark.django_db

PARTS = Gathered(Involvement.objects.filter(commitment=OuterRef("pk")).order_by("id"), "organisation")
REPORTS = Gathered(ReportedProgress.objects.filter(commitment=OuterRef("pk")))


def test_rows_come_along_in_the_same_query(django_assert_num_queries):
    InvolvementFactory.create_batch(2, commitment=CommitmentFactory())

    with django_assert_num_queries(1):
        parts = Commitment.objects.annotate(parts=PARTS).get().parts
        assert len({part.organisation.slug for part in parts}) == 2


def test_a_row_without_others_has_none():
    InvolvementFactory()
    lonely = CommitmentFactory()

    assert Commitment.objects.annotate(parts=PARTS).get(pk=lonely.pk).parts == []


def test_values_are_those_of_the_model():
    InvolvementFactory(started_on=PartialDate("2021-04"))

    assert Commitment.objects.annotate(parts=PARTS).get().parts[0].started_on == PartialDate("2021-04")


def test_words_keep_their_letters():
    words = Multilingual({"fr": '« Déjà » l’« été » : 4 "sur" 5', "en": "\\ \n tab\t"})
    ReportedProgressFactory(words=words)

    assert Commitment.objects.annotate(reports=REPORTS).get().reports[0].words == words


def test_what_is_null_stays_so():
    ReportedProgressFactory(reached=None, total=None)

    assert Commitment.objects.annotate(reports=REPORTS).get().reports[0].reached is None


def test_instants_are_those_of_the_model():
    update = ProgressUpdateFactory()
    updates = Gathered(ProgressUpdate.objects.filter(milestone=OuterRef("pk")))

    assert Milestone.objects.annotate(said=updates).get().said[0].recorded_at == update.recorded_at


def test_what_is_gathered_once_is_never_compiled_itself(monkeypatch):
    """Threads share it, and compiling counts joins in the query: what one counts, another would leave out."""
    rows = Commitment.objects.annotate(parts=PARTS)
    compiled, as_sql = [], SQLCompiler.as_sql

    def noting(self, *args, **context):
        compiled.append(self.query)
        return as_sql(self, *args, **context)

    monkeypatch.setattr(SQLCompiler, "as_sql", noting)
    list(rows.all())

    assert [one is rows.query.annotations["parts"].query for one in compiled] == [False, False]
