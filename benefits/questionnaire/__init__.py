"""Which question comes next, and the answers so far."""
