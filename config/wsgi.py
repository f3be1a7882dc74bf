"""The WSGI application that gunicorn serves; production unless DEBUG says otherwise."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DEBUG", "0")

application = get_wsgi_application()

# The application's modules can be imported only now that Django is set up.
from benefits.editions import catalogue  # noqa: E402
from config import collector  # noqa: E402

catalogue.watch()
collector.relax()
