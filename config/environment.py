"""Readers of environment variables; each names the variable and the remedy when a value is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}
_SCHEMES = {"postgres", "postgresql"}
_CONNECT_SECONDS = "5"


def flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    """The yes-or-no value of `name`; raises ImproperlyConfigured for any other word."""
    value = environ.get(name)
    if value is None:
        return default
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; set it to 1 or 0.")


def words(environ: Mapping[str, str], name: str, *, default: list[str]) -> list[str]:
    """The comma-separated values of `name`, without blanks; `default` when it is not set."""
    value = environ.get(name)
    if value is None:
        return default
    return [word for part in value.split(",") if (word := part.strip())]


def number(environ: Mapping[str, str], name: str, *, default: int) -> int:
    """The whole number from 0 that `name` gives; raises ImproperlyConfigured for anything else."""
    value = environ.get(name)
    if value is None:
        return default
    if not value.isascii() or not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to a whole number such as {default}.")
    return int(value)


def secret_key(environ: Mapping[str, str], *, debug: bool) -> str:
    """SECRET_KEY; a fixed one in development, never in production."""
    key = environ.get("SECRET_KEY", "")
    if key:
        return key
    if debug:
        return "development-only-key-never-used-when-DEBUG-is-off"
    raise ImproperlyConfigured(
        "SECRET_KEY is not set and DEBUG is off. Set SECRET_KEY to a long random string, "
        "for example the output of: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    )


def database(url: str) -> dict[str, Any]:
    """Django's settings for `url`, such as postgres://user:password@host:5432/name?sslmode=require.

    The query's names are libpq's; without a host the local socket is used, and `?host=/path` names
    its folder. Raises ImproperlyConfigured when the URL does not name a PostgreSQL database.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in _SCHEMES or not name:
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgres://user:password@host:5432/name and name a PostgreSQL database."
        )
    options = {"connect_timeout": _CONNECT_SECONDS, **dict(parse_qsl(parts.query))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": _port(url),
        "OPTIONS": options,
    }


def _port(url: str) -> str:
    try:
        port = urlsplit(url).port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL has no usable port: {error}.") from error
    return str(port or "")
