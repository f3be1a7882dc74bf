"""The published fixtures, for the commands that read them."""

from __future__ import annotations

from tests.questionnaire.conftest import published

__all__ = ["published"]
