"""Production's settings, with one page more: an empty one to hold the others against."""

from __future__ import annotations

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
