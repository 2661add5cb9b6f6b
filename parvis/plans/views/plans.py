from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.kernel import clock
from parvis.kernel.access import signed_in
from parvis.kernel.permissions import require
from parvis.kernel.steps import confirm, save, typed

from .. import commands, queries
from ..forms import ChallengeForm, ConfirmationForm, DayForm, NewPlanForm, OpeningForm, PlanForm
from ..models import ActionPlan
from ._steps import step_for


@signed_in
def draft_plan(request: HttpRequest, member: str) -> HttpResponse:
    found = accounts.member(member)
    require(request.user, "plans.draft_plan", found)
    form = NewPlanForm(**typed(request), languages=found.languages)
    return save(
        request,
        "plans/draft_plan.html",
        {"form": form, "member": found, "cancel_url": reverse("site:member", args=[found.slug])},
        heading=_("Draft a plan"),
        do=lambda data: commands.draft_plan(found, by=request.user, **data),
        to=lambda plan: plan.get_absolute_url(),
        said=_("The draft is saved. Only staff of this member can see it."),
    )


@signed_in
def edit_plan(request: HttpRequest, plan: str) -> HttpResponse:
    found = queries.plan(plan, viewer=request.user)
    require(request.user, "plans.edit_plan", found)
    form = PlanForm(
        **typed(request),
        initial=PlanForm.initial_of(found),
        languages=found.member.languages,
        needs_reason=found.is_public,
    )
    return step_for(found)(
        request,
        "plans/edit_plan.html",
        _about(found) | {"form": form},
        heading=_("Change this plan"),
        do=lambda data: commands.edit_plan(found, by=request.user, **data),
        to=found.get_absolute_url(),
        said=_("The plan is changed."),
    )


@signed_in
def discard_plan(request: HttpRequest, plan: str) -> HttpResponse:
    found = queries.plan(plan, viewer=request.user)
    require(request.user, "plans.discard_plan", found)
    return confirm(
        request,
        "plans/discard_plan.html",
        _about(found) | {"form": ConfirmationForm(**typed(request))},
        heading=_("Discard this draft"),
        do=lambda data: commands.discard_plan(found, by=request.user),
        to=reverse("site:member", args=[found.member.slug]),
        said=_("The draft is gone."),
    )


@signed_in
def open_plan(request: HttpRequest, plan: str) -> HttpResponse:
    found = queries.plan(plan, viewer=request.user)
    require(request.user, "plans.open_plan", found)
    return confirm(
        request,
        "plans/open_plan.html",
        _about(found) | {"form": OpeningForm(**typed(request))},
        heading=_("Open this plan for comment"),
        do=lambda data: commands.open_plan(found, by=request.user, **data),
        to=found.get_absolute_url(),
        said=_("The plan is public and open for comment."),
    )


@signed_in
def submit_plan(request: HttpRequest, plan: str) -> HttpResponse:
    return _on_a_day(
        request,
        plan,
        commands.submit_plan,
        heading=_("Mark this plan as submitted"),
        said=_("The plan is marked as submitted."),
    )


@signed_in
def launch_plan(request: HttpRequest, plan: str) -> HttpResponse:
    return _on_a_day(
        request, plan, commands.launch_plan, heading=_("Launch this plan"), said=_("The plan is launched.")
    )


@signed_in
def end_plan(request: HttpRequest, plan: str) -> HttpResponse:
    return _on_a_day(
        request, plan, commands.end_plan, heading=_("Mark this plan as ended"), said=_("The plan is marked as ended.")
    )


@signed_in
def add_challenge(request: HttpRequest, plan: str) -> HttpResponse:
    found = queries.plan(plan, viewer=request.user)
    require(request.user, "plans.add_challenge", found)
    return step_for(found)(
        request,
        "plans/add_challenge.html",
        _about(found) | {"form": ChallengeForm(**typed(request), languages=found.member.languages)},
        heading=_("Add a challenge"),
        do=lambda data: commands.add_challenge(found, by=request.user, **data),
        to=found.get_absolute_url(),
        said=_("The challenge is added."),
    )


@signed_in
def edit_challenge(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    challenge = queries.challenge(plan, number, viewer=request.user)
    require(request.user, "plans.edit_challenge", challenge.plan)
    form = ChallengeForm(
        **typed(request),
        initial=ChallengeForm.initial_of(challenge),
        languages=challenge.plan.member.languages,
        needs_reason=challenge.plan.is_public,
    )
    return step_for(challenge.plan)(
        request,
        "plans/edit_challenge.html",
        _about(challenge.plan) | {"form": form, "challenge": challenge},
        heading=_("Change this challenge"),
        do=lambda data: commands.edit_challenge(challenge, by=request.user, **data),
        to=challenge.plan.get_absolute_url(),
        said=_("The challenge is changed."),
    )


@signed_in
def remove_challenge(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    challenge = queries.challenge(plan, number, viewer=request.user)
    require(request.user, "plans.remove_challenge", challenge.plan)
    return confirm(
        request,
        "plans/remove_challenge.html",
        _about(challenge.plan) | {"form": ConfirmationForm(**typed(request)), "challenge": challenge},
        heading=_("Remove this challenge"),
        do=lambda data: commands.remove_challenge(challenge, by=request.user),
        to=challenge.plan.get_absolute_url(),
        said=_("The challenge is removed."),
    )


def _about(plan: ActionPlan) -> dict:
    return {"plan": plan, "member": plan.member, "cancel_url": plan.get_absolute_url()}


def _on_a_day(
    request: HttpRequest, plan: str, command: Callable[..., ActionPlan], *, heading: str, said: str
) -> HttpResponse:
    """A step of the plan that happened on a day; `command` takes that step, and its name is the page's."""
    found, name = queries.plan(plan, viewer=request.user), command.__name__
    require(request.user, f"plans.{name}", found)
    form = DayForm(**typed(request), initial={"on": clock.today(found.member.time_zone)})
    return confirm(
        request,
        f"plans/{name}.html",
        _about(found) | {"form": form},
        heading=heading,
        do=lambda data: command(found, by=request.user, **data),
        to=found.get_absolute_url(),
        said=said,
    )
