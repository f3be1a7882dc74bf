"""An index by which lists of benefits are searched for any characters; see benefits/models/searching.py."""

from __future__ import annotations

from django.db import migrations

_MAKE = """
CREATE FUNCTION benefits_characters(VARIADIC parts text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 AS $$
    SELECT coalesce(array_agg(one) || array_agg(one || next) FILTER (WHERE next IS NOT NULL), '{}')
    FROM (
        SELECT one, lead(one) OVER (PARTITION BY part ORDER BY place) AS next
        FROM unnest(parts) WITH ORDINALITY AS given (words, part),
            unnest(string_to_array(lower(words COLLATE "C"), NULL)) WITH ORDINALITY AS letters (one, place)
    ) AS pieces
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
