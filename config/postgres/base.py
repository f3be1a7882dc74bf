"""Django's PostgreSQL backend, on the embedded server of the checkout.

The server is started by the first connection and by nothing before it: `check`, `collectstatic`
and mypy import the settings, and none of them may start a database.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from config.postgres import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        parameters: dict[str, Any] = super().get_connection_params()
        data = Path(parameters.pop("data_folder"))
        return parameters | {"host": str(embedded.socket_folder(data))}
