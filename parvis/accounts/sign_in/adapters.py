from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from parvis.accounts.permissions import is_staff

from . import secrets


class AccountAdapter(DefaultAccountAdapter):
    """Messages that say what to do; mails under the site's own name; new people in the language they signed up in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many attempts. Signing in is locked for a few minutes, even with the right password. "
            "Wait five minutes and try again, or reset your password."
        ),
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both and try again."),
        "incorrect_code": _("This code is not right, or it has been used. Wait for the next one and type that."),
        "rate_limited": _("Too many requests. Wait a minute and try again."),
    }

    def format_email_subject(self, subject: str) -> str:
        return f"Parvis: {subject}"

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.name = form.cleaned_data.get("name", "")
        user.language = request.LANGUAGE_CODE
        return super().save_user(request, user, form, commit=commit)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets encrypted; those who work for a member cannot go back to a password alone."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Your role requires a second factor, so you cannot turn it off."),
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_staff(authenticator.user)

    def get_totp_issuer(self) -> str:
        return settings.MFA_TOTP_ISSUER
