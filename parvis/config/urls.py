"""Every address. Pages carry their language; what machines read (the log, feeds of files) does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("register/log/", include("parvis.register.log_urls")),
    path("register/", include("parvis.register.policy_urls")),
    *i18n_patterns(
        path("", include("parvis.accounts.urls")),
        path("account/", include("allauth.urls")),
        path("design/", include("parvis.ui.urls")),
        path("", include("parvis.evidence.urls")),
        path("register/", include("parvis.register.urls")),
        path("mail/", include("parvis.mail.urls")),
        path("", include("parvis.contributions.urls")),
        path("", include("parvis.plans.urls")),
        path("", include("parvis.assessments.urls")),
        path("", include("parvis.site.urls")),
    ),
    path("", include("parvis.site.root_urls")),
]

handler400 = "parvis.site.errors.bad_request"
handler403 = "parvis.site.errors.not_permitted"
handler404 = "parvis.site.errors.not_found"
handler500 = "parvis.site.errors.server_error"
