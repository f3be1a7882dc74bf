# The production server. Needs at run time: DATABASE_URL, SECRET_KEY, ALLOWED_HOSTS.

FROM debian:12-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
RUN python3 -m venv .venv
COPY requirements.txt .
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# The key is for this one command and stays out of the image.
RUN DEBUG=0 SECRET_KEY=collectstatic .venv/bin/python manage.py collectstatic --no-input \
    && .venv/bin/python -m compileall -q config regions benefits

FROM debian:12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin yuhuicha
COPY --from=build /app /app
WORKDIR /app
USER 10001
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DEBUG=0 \
    BIND=0.0.0.0:8000
EXPOSE 8000
CMD ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
