"""The letter to someone who was given a role, with a link to choose a password where they have none."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import Member, Person


def password_link(person: Person) -> str:
    """Valid for as long as PASSWORD_RESET_TIMEOUT says, and once."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return f"{settings.PARVIS_ORIGIN}{path}"


def send_invitation(person: Person, member: Member) -> None:
    with translation.override(person.language):
        context = {
            "person": person,
            "member": str(member.name),
            "link": None if person.has_usable_password() else password_link(person),
            "sign_in": f"{settings.PARVIS_ORIGIN}{reverse(settings.LOGIN_URL)}",
            "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        }
        subject = render_to_string("accounts/mail/invitation_subject.txt", context).strip()
        text = render_to_string("accounts/mail/invitation.txt", context)
    send_mail(subject, text, None, [person.email])
