from django import template

from ..forms import ContributionForm

register = template.Library()


@register.simple_tag
def contribution_form() -> ContributionForm:
    """An empty one, for the page of what is commented on."""
    return ContributionForm()
