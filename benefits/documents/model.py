"""What the splitter makes of a text: a tree of clauses, all frozen.

A clause's own lines read ``number + text``; its ``title`` opens the text and its ``departments.raw`` closes it, so

    source == number + text
    text   == heading + body + (departments.raw or "")

and the sources of all clauses, depth first, joined by line breaks, are the normalised document again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["preamble", "chapter", "article", "section", "item", "paragraph", "closing"]

#: A title's own full stop or colon belongs to the heading, not to the body.
TITLE_STOPS = "。：:"


@dataclass(frozen=True)
class Departments:
    """Who answers for a clause, from its closing parenthesis such as （牵头部门：甲；责任部门：乙、丙）."""

    lead: tuple[str, ...]
    others: tuple[str, ...]
    raw: str
    note: str = ""


@dataclass(frozen=True)
class Clause:
    """One numbered, titled or plain passage.

    ``anchor`` is unique, ASCII and URL-safe; ``label`` is how a citation names the clause; ``number`` is the mark as
    printed, with the space after it; ``doubts`` are messages in Chinese for the officer who checks the split.
    """

    anchor: str
    kind: Kind
    label: str
    number: str
    title: str
    text: str
    departments: Departments | None = None
    doubts: tuple[str, ...] = ()
    children: tuple[Clause, ...] = ()

    @property
    def source(self) -> str:
        """The clause's own text exactly as it stands in the normalised document, without its children."""
        return self.number + self.text

    @property
    def heading(self) -> str:
        """The title with the stop that ends it, "" if the clause has no title."""
        end = len(self.title)
        return self.text[: end + (self.text[end : end + 1] in TITLE_STOPS)] if end else ""

    @property
    def body(self) -> str:
        """The text between the heading and the departments."""
        end = len(self.text) - (len(self.departments.raw) if self.departments else 0)
        return self.text[len(self.heading) : end]

    def walk(self) -> Iterator[Clause]:
        """This clause and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Split:
    """A whole document as clauses."""

    clauses: tuple[Clause, ...]

    def walk(self) -> Iterator[Clause]:
        """All clauses in reading order."""
        for clause in self.clauses:
            yield from clause.walk()

    @property
    def text(self) -> str:
        """The normalised document."""
        return "\n".join(clause.source for clause in self.walk())

    def at(self, anchor: str) -> Clause | None:
        """The clause with this anchor."""
        return next((clause for clause in self.walk() if clause.anchor == anchor), None)

    def find(self, label: str) -> Clause | None:
        """The first clause cited by this label; half-width brackets, spaces and ／ or / for · make no difference."""
        wanted = folded_label(label)
        return next((clause for clause in self.walk() if folded_label(clause.label) == wanted), None)


def folded_label(label: str) -> str:
    """What two ways of writing one label have in common."""
    return "".join(unicodedata.normalize("NFKC", label).split()).replace("/", "·")
