from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("true", True), ("ON", True), ("0", False), ("False", False), ("", False)],
)
def test_a_flag_reads_the_usual_words(value: str, expected: bool) -> None:
    assert environment.flag({"DEBUG": value}, "DEBUG", default=not expected) is expected


def test_a_flag_that_is_not_set_has_its_default() -> None:
    assert environment.flag({}, "DEBUG", default=True) is True


def test_a_flag_of_another_word_is_refused_with_the_remedy() -> None:
    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'maybe'; set it to 1 or 0"):
        environment.flag({"DEBUG": "maybe"}, "DEBUG", default=False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("", []), ("a.cn", ["a.cn"]), (" a.cn , b.cn ,", ["a.cn", "b.cn"])],
)
def test_words_are_split_at_commas(value: str, expected: list[str]) -> None:
    assert environment.words({"ALLOWED_HOSTS": value}, "ALLOWED_HOSTS", default=["x"]) == expected


@pytest.mark.parametrize("environ", [{}, {"SECRET_KEY": ""}])
def test_production_refuses_to_start_without_a_secret_key(environ: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set and DEBUG is off"):
        environment.secret_key(environ, debug=False)


def test_development_has_a_secret_key_of_its_own() -> None:
    assert environment.secret_key({}, debug=True)
    assert environment.secret_key({"SECRET_KEY": "mine"}, debug=True) == "mine"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgres://user:p%40ss@db.example:6543/benefits",
            {
                "NAME": "benefits",
                "USER": "user",
                "PASSWORD": "p@ss",
                "HOST": "db.example",
                "PORT": "6543",
            },
        ),
        (
            "postgresql:///benefits",
            {"NAME": "benefits", "USER": "", "PASSWORD": "", "HOST": "", "PORT": ""},
        ),
        ("postgres://u@/b?host=/run/postgresql", {"HOST": "/run/postgresql", "USER": "u"}),
        ("postgres://u@[::1]:5432/b", {"HOST": "::1", "PORT": "5432"}),
        (
            "postgres://h/b?sslmode=require",
            {"HOST": "h", "OPTIONS": {"connect_timeout": "5", "sslmode": "require"}},
        ),
        ("postgres://h/b?connect_timeout=1", {"OPTIONS": {"connect_timeout": "1"}}),
    ],
)
def test_a_database_url_is_parsed(url: str, expected: dict[str, Any]) -> None:
    settings = environment.database(url)
    assert {name: settings[name] for name in expected} == expected
    assert settings["ENGINE"] == "django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "must look like"),
        ("sqlite:///db.sqlite3", "must look like"),
        ("mysql://user@host/benefits", "must look like"),
        ("postgres://user@host", "must look like"),
        ("postgres://user:pa:ss@host:port/benefits", "no usable port"),
        ("postgres://user@host:70000/benefits", "no usable port"),
    ],
)
def test_a_url_of_anything_but_a_postgresql_database_is_refused(url: str, message: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=message):
        environment.database(url)


def test_the_refusal_of_a_database_url_does_not_show_the_password() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.database("mysql://user:secret@host/benefits")
    assert "secret" not in str(refusal.value)
