"""How gunicorn serves this project: gunicorn --config config/gunicorn.py config.wsgi

gunicorn itself reads WEB_CONCURRENCY (the number of workers) and FORWARDED_ALLOW_IPS.
"""

from __future__ import annotations

import os

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
