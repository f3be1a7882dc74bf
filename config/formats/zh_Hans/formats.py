"""Dates in forms: written as in the records; read also as people and documents write them."""

from __future__ import annotations

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d"]
