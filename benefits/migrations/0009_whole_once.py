"""Look whether a document is whole once for each statement that touched its clauses, not once for each clause."""

from __future__ import annotations

from django.db import migrations

# A change of clauses touches their document, whose deferred trigger looks at the end of the transaction.
ONCE = """
DROP TRIGGER clauses_are_the_document ON benefits_clause;

CREATE FUNCTION benefits_clauses_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE benefits_document SET source = source
        WHERE source <> '' AND slug IN (SELECT DISTINCT document_id FROM changed);
    RETURN NULL;
END $$;
CREATE TRIGGER clauses_were_added AFTER INSERT ON benefits_clause
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION benefits_clauses_changed();
CREATE TRIGGER clauses_were_changed AFTER UPDATE ON benefits_clause
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION benefits_clauses_changed();
CREATE TRIGGER clauses_were_deleted AFTER DELETE ON benefits_clause
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION benefits_clauses_changed();
"""
EACH = """
DROP TRIGGER clauses_were_added ON benefits_clause;
DROP TRIGGER clauses_were_changed ON benefits_clause;
DROP TRIGGER clauses_were_deleted ON benefits_clause;
DROP FUNCTION benefits_clauses_changed();
CREATE CONSTRAINT TRIGGER clauses_are_the_document AFTER INSERT OR DELETE OR UPDATE OF number, text, position
    ON benefits_clause DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION benefits_no_text_is_lost();
"""


class Migration(migrations.Migration):
    dependencies = [("benefits", "0008_fact_said")]

    operations = [migrations.RunSQL(ONCE, EACH)]
