"""What of a plan came here with the plan, and which members and organisations did."""

from parvis.kernel.origins import Origin

from ..models import ActionPlan, Challenge, Commitment, Involvement, Milestone

ORIGINS = {
    "challenge": [Origin(lambda uid: Challenge.objects.filter(uid=uid), "plan__uid", "plan")],
    "commitment": [Origin(lambda uid: Commitment.objects.filter(uid=uid), "plan__uid", "plan")],
    "milestone": [Origin(lambda uid: Milestone.objects.filter(uid=uid), "commitment__plan__uid", "plan")],
    "member": [Origin(lambda uid: ActionPlan.objects.filter(member__uid=uid), "uid", "plan")],
    "organisation": [
        Origin(lambda uid: Involvement.objects.filter(organisation__uid=uid), "plan__uid", "plan"),
        Origin(lambda uid: Milestone.objects.filter(responsible__uid=uid), "commitment__plan__uid", "plan"),
    ],
}
