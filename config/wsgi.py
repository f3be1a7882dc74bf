"""The WSGI application that gunicorn serves; production unless DEBUG says otherwise."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DEBUG", "0")

application = get_wsgi_application()

# The application's modules can be imported only now that Django is set up.
from benefits.editions import catalogue  # noqa: E402
from config import collector  # noqa: E402

# A broken address fails at the start, not at the first parent's request.
resolve("/")
catalogue.watch()
collector.relax()
