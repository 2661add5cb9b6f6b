from collections.abc import Callable

from django.http import HttpResponse

from parvis.kernel.steps import confirm, save

from ..models import ActionPlan


def step_for(plan: ActionPlan) -> Callable[..., HttpResponse]:
    """A draft's changes can be changed back; what is public is looked at before it goes on the register."""
    return confirm if plan.is_public else save
