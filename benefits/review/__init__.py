"""Review: what a change says, what it does to families, and the steps from a draft to an edition."""
