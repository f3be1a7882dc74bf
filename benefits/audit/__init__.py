"""Checks of all records together: that each says what its text says, can be had by somebody, and stands well with others."""
