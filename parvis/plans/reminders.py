"""What a commitment's lead is told before a milestone falls due."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.mail import commands as mail

from .models import Milestone


def remind_lead(milestone: Milestone) -> None:
    """Once for each due date, in the lead's own language: a date that moves brings a new reminder."""
    lead, due_on = milestone.commitment.lead, milestone.due_on
    if lead is None or due_on is None:
        return
    with override(lead.language):
        said = {
            "code": milestone.code,
            "title": str(milestone.title),
            "due": str(due_on),
            "url": settings.PARVIS_ORIGIN + milestone.get_absolute_url(),
        }
        subject = _("Milestone %(code)s is due on %(due)s") % said
        text = (
            _(
                "The milestone %(code)s, “%(title)s”, is due on %(due)s.\n\n"
                "If it is reached, report it complete, with evidence. If it will be late, say so in an update: "
                "people can read why.\n\n%(url)s"
            )
            % said
        )
    mail.remind(lead, subject=subject, text=text, key=f"due:{milestone.uid}:{due_on.text}")
