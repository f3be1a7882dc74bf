"""Records as text: one schema, the YAML that officers read, and the way from fixtures to the database."""
