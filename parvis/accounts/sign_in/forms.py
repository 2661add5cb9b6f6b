from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignUpForm(forms.Form):
    """What sign-up asks beside e-mail address and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("Shown to you and to the staff you work with, not on public pages."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1", "password2"]

    def signup(self, request: HttpRequest, person: Any) -> None:
        """The adapter has stored the name already."""


class _CodeOnlyOnce(forms.Form):
    """A code is refused the second time for as long as the clock tolerance would let it pass.

    allauth remembers a used code for one period; with a tolerance it stays valid for longer.
    """

    user: Any

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        seconds = settings.MFA_TOTP_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 1)
        if not cache.add(f"second-factor-used:{self.user.pk}:{code}", True, timeout=seconds):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_CodeOnlyOnce, second_factor.AuthenticateForm):
    pass


class ReauthenticateForm(_CodeOnlyOnce, second_factor.ReauthenticateForm):
    pass
