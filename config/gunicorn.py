"""How gunicorn serves this project: gunicorn --config config/gunicorn.py config.wsgi

gunicorn itself reads WEB_CONCURRENCY (the number of workers) and FORWARDED_ALLOW_IPS.
"""

from __future__ import annotations

import logging
import os
import re
from typing import Any

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 30

# Heartbeats go to memory: on a slow disk they could stall a healthy worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# Nothing here is steered from outside, so no socket for it is opened.
control_socket_disable = True

# Method, path, status, milliseconds: no address, cookie, query string or browser of a parent.
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(M)sms"
errorlog = "-"

_PRIVATE = re.compile(r" from ip=.*?(?=: )|\?\S*")


def _without_private(record: logging.LogRecord) -> bool:
    """Take the visitor's address and any query string out of what gunicorn says of a broken request."""
    if record.levelno >= logging.WARNING:
        record.msg, record.args = _PRIVATE.sub("", record.getMessage()), ()
    return True


def on_starting(server: Any) -> None:  # noqa: ARG001 - gunicorn's signature
    """Before the first worker is made; the workers inherit it."""
    logging.getLogger("gunicorn.error").addFilter(_without_private)
