"""Reference households: what the texts give to families worked out by hand, and what they are told."""
