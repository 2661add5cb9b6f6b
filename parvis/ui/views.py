from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.kernel.access import public

from . import samples


@public
def design(request: HttpRequest) -> HttpResponse:
    """Every component and control in its states, in the language of the address."""
    context = {
        "colours": samples.COLOURS,
        "sample": samples.SampleForm(prefix="sample"),
        "refused": samples.refused_form(),
        "segments": samples.segments(),
        "bars": samples.bars(),
        "small_bars": samples.small_bars(),
        "facet_open": samples.facet(),
        "facet_of_groups": samples.facet_of_groups(),
        "chosen": samples.chips(),
        "pairs_chart": samples.pairs(),
        "timeline_chart": samples.timeline(),
        "sample_page": samples.page(),
        "texts": samples.texts(),
        "today": samples.TODAY,
        "month": samples.MONTH,
        "sha256": samples.SHA256,
    }
    return render(request, "ui/design.html", context)
