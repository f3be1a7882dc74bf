"""Records as text: one schema, the YAML that officers read, and folders of it."""
