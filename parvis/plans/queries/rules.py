"""The deadlines that OGP's own rules set, each with where the rule is written."""

from django.utils.translation import gettext_lazy as _

from ..types import Rule

_SITE = "https://www.opengovpartnership.org"

INCEPTION_REPORT = Rule(
    "inception-report",
    _("Inception Report"),
    _("Due 2 months after the plan is submitted."),
    2,
    "OGP Local",
    f"{_SITE}/?p=57265",
)
WEBSITE_UPDATE = Rule(
    "website-update",
    _("Update of the website"),
    _("At least every 4 months."),
    4,
    "OGP Local",
    f"{_SITE}/?p=57265",
)
END_OF_COMMITMENT_REPORT = Rule(
    "end-of-commitment-report",
    _("End of Commitment Report"),
    _("Due 1 month after the commitment is completely implemented."),
    1,
    "OGP Local",
    f"{_SITE}/ogp-local-end-of-commitment-assessment-form",
)
RESULTS = Rule(
    "results",
    _("Completion and early results"),
    _("Due 4 months after the plan ends."),
    4,
    "OGP glossary",
    f"{_SITE}/glossary/completion/",
)
PLAN_REVIEW = Rule(
    "plan-review",
    _("Action Plan Review"),
    _("Due 4 months after the plan is submitted."),
    4,
    "OGP glossary",
    f"{_SITE}/glossary/independent-reporting-mechanism-irm/",
)
REPOSITORY_UPDATE = Rule(
    "repository-update",
    _("Update of the document repository"),
    _("At least twice a year."),
    6,
    "OGP glossary",
    f"{_SITE}/glossary/repository/",
)

# After these, the member keeps giving account until the plan ends.
REPEATED = {"local": WEBSITE_UPDATE, "national": REPOSITORY_UPDATE}
FIRST = {"local": INCEPTION_REPORT, "national": PLAN_REVIEW}
