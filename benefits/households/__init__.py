"""The format of a household, and the cookie that alone keeps it."""
