"""The project's own content and its reference households, as the tests of these have them."""

from __future__ import annotations

from tests.references.conftest import content, references

__all__ = ["content", "references"]
