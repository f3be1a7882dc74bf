"""The five source documents, as they are kept and as they are split."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benefits.documents import Split, split

FOLDER = Path(__file__).parents[2] / "fixtures" / "documents"
SLUGS = ("linqing-2023-5", "linfen-2023", "luhe-draft", "jinan-2022", "xiangning-2023-10")


@cache
def raw(slug: str) -> str:
    """The text exactly as it was received."""
    return (FOLDER / f"{slug}.txt").read_bytes().decode()


@cache
def document(slug: str) -> Split:
    """The document as clauses."""
    return split(raw(slug))
