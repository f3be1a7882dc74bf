"""One official document with its clauses: what an edition of it holds, and what the public pages show."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from benefits.documents.model import Clause, Split
from benefits.rules.dates import check_days
from benefits.rules.model import check_slug
from benefits.rules.terms import Status


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """What is known of a document besides its text.

    ``region`` is a GB/T 2260 code; ``number`` is the document's 文号, blank if the text has none;
    ``date`` is the day it was issued, None if unknown; ``source_url`` is blank if not known.
    """

    slug: str
    region: str
    title: str
    issuer: str
    status: Status
    number: str = ""
    date: datetime.date | None = None
    source_url: str = ""

    def __post_init__(self) -> None:
        check_slug(self.slug, "slug")
        check_days(self.date)
        for name in ("title", "issuer"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} must not be empty")
        if self.source_url and not re.match(r"https?://\S+$", self.source_url):
            raise ValueError("source_url must begin with http:// or https://, or be empty")


@dataclass(frozen=True, kw_only=True)
class OfficialDocument(Imprint):
    """A document; ``split`` has no clauses where the text itself is not held."""

    split: Split = field(default=Split(()))

    def clause(self, reference: str) -> Clause | None:
        """The clause that a citation names, by its label (``二（四）12``) or its anchor."""
        return self.split.find(reference) or self.split.at(reference)

    def reference(self, clause: Clause) -> str:
        """How citations name the clause: by its label, or its anchor where another clause has that label first."""
        return clause.label if self.split.find(clause.label) is clause else clause.anchor
