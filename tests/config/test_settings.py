from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.config.commands import python

PRODUCTION = {"SECRET_KEY": "of-the-test", "DATABASE_URL": "postgres://u:p@db/benefits"}


def setting(name: str, **environ: str) -> Any:
    """The value that a new process reads for the setting."""
    code = f"import json; from config import settings; print(json.dumps(settings.{name}))"
    outcome = python("-c", code, **environ)
    assert outcome.returncode == 0, outcome.stderr
    return json.loads(outcome.stdout)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, True),
        ({"DEBUG": "0", "SECRET_KEY": "x"}, False),
        (PRODUCTION, False),
        (PRODUCTION | {"DEBUG": "1"}, True),
    ],
)
def test_debug_is_on_only_in_a_checkout_or_when_asked(environ: dict[str, str], expected: bool) -> None:
    assert setting("DEBUG", **environ) is expected


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [
        (["manage.py", "check"], {"DEBUG": "0"}),
        (["manage.py", "check"], {"DATABASE_URL": "postgres://db/benefits"}),
        (["-c", "import config.wsgi"], {}),
    ],
)
def test_without_a_secret_key_production_does_not_start(arguments: list[str], environ: dict[str, str]) -> None:
    outcome = python(*arguments, **environ)
    assert outcome.returncode != 0
    assert "ImproperlyConfigured: SECRET_KEY is not set and DEBUG is off" in outcome.stderr


@pytest.mark.parametrize(
    ("name", "development", "production"),
    [
        ("HOUSEHOLD_COOKIE", "household", "__Host-household"),
        ("SESSION_COOKIE_NAME", "session", "__Host-session"),
        ("CSRF_COOKIE_NAME", "csrf", "__Host-csrf"),
        ("SESSION_COOKIE_SECURE", False, True),
        ("CSRF_COOKIE_SECURE", False, True),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost"], []),
    ],
)
def test_production_is_stricter(name: str, development: Any, production: Any) -> None:
    assert setting(name) == development
    assert setting(name, **PRODUCTION) == production


def test_production_serves_hashed_static_files() -> None:
    storages = setting("STORAGES", **PRODUCTION)
    assert storages["staticfiles"]["BACKEND"] == "whitenoise.storage.CompressedManifestStaticFilesStorage"


def test_a_forwarded_scheme_is_trusted_only_when_asked() -> None:
    assert setting("SECURE_PROXY_SSL_HEADER", **PRODUCTION) is None
    assert setting("SECURE_PROXY_SSL_HEADER", **PRODUCTION, TRUST_FORWARDED_PROTO="1") == [
        "HTTP_X_FORWARDED_PROTO",
        "https",
    ]


def test_production_passes_the_deployment_checks() -> None:
    """But for preloading and subdomains, which the owner of the domain decides."""
    environ = PRODUCTION | {"SECRET_KEY": "k9" * 30 + "abcdefgh", "ALLOWED_HOSTS": "a.cn", "SECURE_SSL_REDIRECT": "1"}
    outcome = python("manage.py", "check", "--deploy", **environ)
    assert outcome.returncode == 0, outcome.stderr
    assert set(re.findall(r"security\.W\d+", outcome.stderr)) == {"security.W005", "security.W021"}


@pytest.mark.parametrize(
    ("environ", "warned"),
    [
        ({}, False),
        ({"TRUST_FORWARDED_PROTO": "1"}, True),
        ({"TRUST_FORWARDED_PROTO": "1", "TRUSTED_PROXIES": "1"}, False),
    ],
)
def test_a_proxy_that_is_told_of_and_not_counted_is_warned_of(environ: dict[str, str], warned: bool) -> None:
    outcome = python("manage.py", "check", "--tag", "security", **environ)
    assert outcome.returncode == 0, outcome.stderr
    assert ("config.W001" in outcome.stderr) is warned
