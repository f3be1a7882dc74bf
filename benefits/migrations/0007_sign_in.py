"""The table in which attempts to sign in are counted for all processes, laid out as Django's createcachetable does."""

from __future__ import annotations

from django.db import migrations

TABLE = """
CREATE TABLE desk_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX desk_cache_expires ON desk_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("benefits", "0006_searching")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE desk_cache;")]
