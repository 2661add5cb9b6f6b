from django import template

from parvis.register import telling

register = template.Library()


@register.filter
def history_url(urn: str) -> str:
    """Where the acts stand that name an object."""
    return telling.history_url(urn)
