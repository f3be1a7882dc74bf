"""The garbage collector of a process that serves pages."""

from __future__ import annotations

import gc

NEW_OBJECTS = 20_000
"""A page makes some thousands of objects, and next to no cycles among them."""


def relax() -> None:
    """Look for cycles seldom, and never again among what is loaded by now.

    By default Python looks whenever there are 700 new objects, several times for each page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 20)
