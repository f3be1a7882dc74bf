"""Runs this project's commands as a shell would, in an environment of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings

_OURS = {
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DEBUG",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DJANGO_SETTINGS_MODULE",
    "POSTGRES_FOLDER",
    "SECRET_KEY",
}


def python(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run this interpreter in the project's folder with no variable of ours but those given."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OURS}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=inherited | environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
