"""What Django's constraints cannot say: references within one record, immutability, the order of the log."""

from __future__ import annotations

from django.db import migrations

# A pair of columns refers to a pair, so that both ends belong to one document or benefit.
SAME_OWNER = """
ALTER TABLE benefits_{table} ADD CONSTRAINT {table}_{column}_of_same_{owner}
    FOREIGN KEY ({column}_id, {owner}_id) REFERENCES benefits_{target} (id, {owner}_id)
    DEFERRABLE INITIALLY DEFERRED;
"""
NO_SAME_OWNER = "ALTER TABLE benefits_{table} DROP CONSTRAINT {table}_{column}_of_same_{owner};"

PAIRS = [
    {"table": "clause", "column": "parent", "owner": "document", "target": "clause"},
    {"table": "citation", "column": "clause", "owner": "document", "target": "clause"},
    {"table": "condition", "column": "award", "owner": "benefit", "target": "award"},
]

IMMUTABLE = """
CREATE FUNCTION benefits_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: no row of it is changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER edition_is_immutable BEFORE UPDATE OR DELETE ON benefits_edition
    FOR EACH ROW EXECUTE FUNCTION benefits_refuse_change();
CREATE TRIGGER publication_is_immutable BEFORE UPDATE OR DELETE ON benefits_publication
    FOR EACH ROW EXECUTE FUNCTION benefits_refuse_change();
"""
MUTABLE = """
DROP TRIGGER edition_is_immutable ON benefits_edition;
DROP TRIGGER publication_is_immutable ON benefits_publication;
DROP FUNCTION benefits_refuse_change();
"""

# Numbers are drawn after the lock is held, so they follow the order of commits: whoever has seen
# number n has seen all before it, and may ask only for later ones.
ORDERED = """
CREATE FUNCTION benefits_one_publisher_at_a_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('benefits_publication'));
    RETURN NULL;
END $$;
CREATE TRIGGER publication_numbers_follow_commits BEFORE INSERT ON benefits_publication
    FOR EACH STATEMENT EXECUTE FUNCTION benefits_one_publisher_at_a_time();
"""
UNORDERED = """
DROP TRIGGER publication_numbers_follow_commits ON benefits_publication;
DROP FUNCTION benefits_one_publisher_at_a_time();
"""


class Migration(migrations.Migration):
    dependencies = [("benefits", "0001_initial")]

    operations = [
        *(migrations.RunSQL(SAME_OWNER.format(**pair), NO_SAME_OWNER.format(**pair)) for pair in PAIRS),
        migrations.RunSQL(IMMUTABLE, MUTABLE),
        migrations.RunSQL(ORDERED, UNORDERED),
    ]
