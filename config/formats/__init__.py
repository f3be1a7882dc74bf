"""How dates are written and read, where Django asks by language."""
