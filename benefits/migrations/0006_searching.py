"""An index by which lists of benefits are searched for any characters; see benefits/models/searching.py."""

from __future__ import annotations

from django.db import migrations

_MAKE = """
CREATE FUNCTION benefits_characters(VARIADIC parts text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 AS $$
    SELECT coalesce(array_agg(DISTINCT piece), '{}')
    FROM unnest(parts) AS part,
        generate_series(1, length(part)) AS place,
        LATERAL (VALUES (substr(lower(part COLLATE "C"), place, 1)), (substr(lower(part COLLATE "C"), place, 2)))
            AS cut (piece)
    WHERE piece !~ '[[:space:]]'
$$;
CREATE INDEX benefit_by_characters ON benefits_benefit USING gin (benefits_characters(id, title, summary));
CREATE INDEX benefit_in_order ON benefits_benefit (region_id, id);
"""

_DROP = """
DROP INDEX benefit_in_order;
DROP INDEX benefit_by_characters;
DROP FUNCTION benefits_characters(text[]);
"""


class Migration(migrations.Migration):
    """The function that cuts texts, the index of what it cuts, and the index of the list's order."""

    dependencies = [("benefits", "0005_papers")]

    operations = [migrations.RunSQL(_MAKE, _DROP)]
