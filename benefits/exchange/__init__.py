"""All records of a region as one file, YAML or Excel, and back: read, compared, and only then written as drafts."""
