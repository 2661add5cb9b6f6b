"""The policy at the address that verifiers keep, which has no language and never changes."""

from django.urls import path

from .log_views import policy

urlpatterns = [path("policy.txt", policy, name="policy")]
