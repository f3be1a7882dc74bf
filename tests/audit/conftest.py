"""The project's own content."""

from __future__ import annotations

from tests.references.conftest import content

__all__ = ["content"]
