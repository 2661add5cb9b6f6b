from django.http import HttpRequest


def languages(request: HttpRequest, body: str) -> list[str]:
    """Of the member for which this person works."""
    return next(held.member.languages for held in request.user.current_memberships if held.member.urn == body)
