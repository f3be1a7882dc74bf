"""Publishing records as immutable editions, and the catalogue that the public side reads."""
