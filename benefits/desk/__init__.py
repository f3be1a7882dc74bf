"""The officers' desk: who may do what, and what is done. Not its admin classes, and not its models."""
