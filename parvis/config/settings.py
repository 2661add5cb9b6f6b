"""Settings come from the environment; `docs/settings.md` lists each, and a test fails when one is missing there."""

import re
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from environs import Env

from parvis.kernel.fetching.addresses import Admitted

env = Env()
PACKAGE = Path(__file__).resolve().parent.parent

# Everything an installation writes lives under PARVIS_HOME.
PARVIS_HOME = Path(env.str("PARVIS_HOME", "var")).resolve()
PARVIS_MODE = env.str("PARVIS_MODE", "demonstration")
if PARVIS_MODE not in ("demonstration", "production", "test"):
    raise SystemExit(f"PARVIS_MODE is {PARVIS_MODE!r}; it must be demonstration, production or test")
DEMONSTRATION = PARVIS_MODE == "demonstration"
PRODUCTION = PARVIS_MODE == "production"
DEBUG = False


def _secret_key() -> str:
    """From the environment in production; elsewhere made once and kept beside the database."""
    if key := env.str("PARVIS_SECRET_KEY", ""):
        return key
    if PRODUCTION:
        raise SystemExit("PARVIS_SECRET_KEY is not set: give 50 random characters, the same to every process")
    path = PARVIS_HOME / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _secret_key()
PARVIS_ORIGIN = env.str("PARVIS_ORIGIN", "http://localhost:8000").rstrip("/")
_HOST = PARVIS_ORIGIN.split("://", 1)[1].split("/")[0]
ALLOWED_HOSTS = [_HOST.rsplit(":", 1)[0], *env.list("PARVIS_HOSTS", [])]
OWN_HOSTS = list(ALLOWED_HOSTS)
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "testserver"]
CSRF_TRUSTED_ORIGINS = [PARVIS_ORIGIN] if PARVIS_ORIGIN.startswith("https") else []

INSTALLED_APPS = [
    "parvis.config",
    "parvis.site",
    "parvis.assessments",
    "parvis.plans",
    "parvis.contributions",
    "parvis.texts",
    "parvis.evidence",
    "parvis.mail",
    "parvis.accounts",
    "parvis.register",
    "parvis.search",
    "parvis.jobs",
    "parvis.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "parvis.kernel.access.DenyByDefault",
    "parvis.kernel.http.RefusalPages",
]

ROOT_URLCONF = "parvis.config.urls"
WSGI_APPLICATION = "parvis.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "parvis.ui.context.page",
            ],
            "builtins": ["parvis.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# Databases. SQLite takes its write lock when a transaction begins: with DEFERRED, a request that reads
# before it writes fails at once under load, whatever the timeout.
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{PARVIS_HOME / 'parvis.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;PRAGMA journal_size_limit=67108864;"
        # What is erased is overwritten, not only left out.
        "PRAGMA secure_delete=ON;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["ENGINE"] = "parvis.kernel.postgresql"  # the line of an act goes with its COMMIT
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in counts its failures here: too few entries, and a flood of keys would push a lock out before it expires.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Languages: in the URL; interface text by gettext, content as data.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "parvis.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "assets" / "collected"
STATICFILES_DIRS = [PACKAGE / "assets" / "built"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PARVIS_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20

# ClamAV's daemon: `unix:/run/clamav/clamd.ctl` or `host:port`; without one, uploads are not scanned, and pages say so.
MALWARE_SCANNER = env.str("PARVIS_CLAMD", "")
if MALWARE_SCANNER and not re.fullmatch(r"unix:/.+|.+:[0-9]{1,5}", MALWARE_SCANNER):
    raise SystemExit(f"PARVIS_CLAMD is {MALWARE_SCANNER!r}; write unix:/path/to/clamd.ctl or host:port")

# The public register: one origin for life.
REGISTER_ORIGIN = env.str("PARVIS_REGISTER_ORIGIN", f"{_HOST}/register/log")
REGISTER_FOLDER = Path(env.str("PARVIS_REGISTER_FOLDER", str(PARVIS_HOME / "register")))
REGISTER_STORE = env.str("PARVIS_REGISTER_STORE", "")
REGISTER_STORE_OVER_HTTP = env.bool("AWS_ALLOW_HTTP", False)
REGISTER_KEY = Path(env.str("PARVIS_REGISTER_KEY", str(PARVIS_HOME / "register.key")))
REGISTER_LAST_SIGNED = env.str("PARVIS_REGISTER_LAST_SIGNED", "")
REGISTER_SECOND_KEY = env.str("PARVIS_REGISTER_SECOND_KEY", "")
# Who cosigns its checkpoints: "vkey URL" for each; and how many of them a verifier should ask for.
REGISTER_WITNESSES: list[str] = env.list("PARVIS_REGISTER_WITNESSES", [])
REGISTER_QUORUM = env.int("PARVIS_REGISTER_QUORUM", 0)
# Who says when the day's last checkpoint was there (RFC 3161), and whose certificates vouch for that.
TIMESTAMP_URL = env.str("PARVIS_TIMESTAMP_URL", "")
TIMESTAMP_CERTIFICATES = env.str("PARVIS_TIMESTAMP_CERTIFICATES", "")

# Sign-in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:account"
LOGOUT_REDIRECT_URL = "site:home"
ACCOUNT_ADAPTER = "parvis.accounts.sign_in.adapters.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "parvis.accounts.sign_in.forms.SignUpForm"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# How many proxies stand before the server and may be believed when they name the client's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PARVIS_PROXIES", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "parvis.accounts.sign_in.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "parvis.accounts.sign_in.forms.AuthenticateForm",
    "reauthenticate": "parvis.accounts.sign_in.forms.ReauthenticateForm",
}
MFA_TOTP_ISSUER = "Parvis"
MFA_TOTP_PERIOD = 30
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs in at all with an unverified address
SECOND_FACTOR_CHECK = "parvis.accounts.queries.lacks_second_factor"
SECOND_FACTOR_ENROL = "mfa_activate_totp"
SECOND_FACTOR_PAGES = {
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "account_reauthenticate",
    "account_logout",
    "account_login",
}
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "parvis.site.errors.csrf_failure"

# A view says who may enter; for libraries' views the package decides.
ACCESS_BY_PACKAGE = {"allauth": "public", "django": "public"}

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 63072000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# Mail: sent by a job; until a server is set, written as files under PARVIS_HOME.
if email_url := env.str("PARVIS_EMAIL_URL", ""):
    globals().update(env.dj_email_url("PARVIS_EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = PARVIS_HOME / "mail"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("PARVIS_EMAIL_FROM", f"parvis@{_HOST.rsplit(':', 1)[0]}")

# What the guarded client may fetch besides the public web, and what it may not although it is public.
FETCH = env.str("PARVIS_FETCH", "web")
if FETCH not in ("web", "allowed"):
    raise SystemExit(f"PARVIS_FETCH is {FETCH!r}; it must be web or allowed")
FETCH_ALLOW: list[str] = env.list("PARVIS_FETCH_ALLOW", [])
FETCH_DENY: list[str] = env.list("PARVIS_FETCH_DENY", [])
if FETCH_ALLOW and PRODUCTION:
    raise SystemExit(
        "PARVIS_FETCH_ALLOW is set: it lets people make this server fetch from itself. "
        "It is for tests and demonstrations; take it out of the environment."
    )
try:
    Admitted.of(FETCH_ALLOW)
except ValueError as error:
    raise SystemExit(f"PARVIS_FETCH_ALLOW: {error}") from error

# Jobs
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("PARVIS_LOG_LEVEL", "WARNING")},
}
