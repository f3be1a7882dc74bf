"""The household format: what the cookie keeps, reference files hold and the command line reads.

    family: {residence: "370102", all_here: true, parents: both}
    mother: {work: employee}
    father: {work: unsure}
    children: [{birth: "2024-05-01"}, {birth: "2020-02-29", relation: adopted}]

What is left out is unanswered, ``unsure`` is 不清楚. ``children`` left out: not yet said; ``[]``: none.
The facts of a birth stand with the children born that day. Keys and values are those of the asked facts.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from benefits.content.yamlfile import Loc, MalformedFixtureError, read_yaml, spelled
from benefits.rules.dates import EARLIEST, LATEST
from benefits.rules.facts import Fact, FactType, Holder, How
from benefits.rules.given import BIRTH, CHILDREN, OF_ANY_CHILD, RESIDENCE
from benefits.rules.household import Answers, Household
from benefits.rules.values import FAMILY, FATHER, MOTHER, UNSURE, Known
from regions.codes import ROOT, is_code

INSIDE: Final = "household"
"""The key under which a reference file keeps its household."""

MOST_CHILDREN: Final = 15
MOST_COUNTED: Final = 1_000
AHEAD: Final = timedelta(days=300)
"""How far ahead a date may lie: a due date, with some days to spare."""

HOLDERS: Final[Mapping[str, tuple[Holder, ...]]] = {
    FAMILY: (Holder.FAMILY,),
    MOTHER: (Holder.PARENT, Holder.MOTHER),
    FATHER: (Holder.PARENT,),
    CHILDREN: (Holder.CHILD, Holder.BIRTH),
}
"""Whose facts stand in which part of the format."""

ALWAYS_KNOWN: Final = (RESIDENCE, *OF_ANY_CHILD)
"""Where to look, and which children there are; 不清楚 would leave nowhere to look and nobody to speak of."""

_ASKED: Final = How.ASKED
"""By itself, since in Python 3.11 each look at a member of an enumeration is a function call."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``where`` is written like ``children[2].birth``; ``line`` is 0 outside files."""

    where: str
    message: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"line {self.line}, {self.where}" if self.line and self.where else self.where or f"line {self.line}"
        return f"{self.file}, {place}: {self.message}" if self.file else f"{place}: {self.message}"


class HouseholdError(ValueError):
    """A household that cannot be read. The message names every problem, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


# ---------------------------------------------------------------- in


def parse(
    mapping: object,
    facts: Mapping[str, Fact],
    *,
    as_of: date | None = None,
    known_region: Callable[[str], bool] = is_code,
) -> Household:
    """The household that the format's values (JSON types) say. Raises HouseholdError with all problems.

    ``as_of`` bounds dates to 300 days ahead; ``known_region`` says whether a place has this code.
    """
    reader = _Reader(facts, as_of, known_region)
    household = reader.household(mapping)
    if reader.problems:
        raise HouseholdError(Problem(spelled(loc) or "household", message) for loc, message in reader.problems)
    return household


def read(
    mapping: object,
    facts: Mapping[str, Fact],
    *,
    as_of: date | None = None,
    known_region: Callable[[str], bool] = is_code,
) -> tuple[Household, list[tuple[Loc, str]]]:
    """As `parse`, with the problems and where in ``mapping`` they are: for a household inside a larger file."""
    reader = _Reader(facts, as_of, known_region)
    return reader.household(mapping), reader.problems


def salvage(
    mapping: object,
    facts: Mapping[str, Fact],
    *,
    as_of: date | None = None,
    known_region: Callable[[str], bool] = is_code,
) -> Household:
    """As `parse`, but what is wrong counts as unanswered: for answers kept from before the questions changed."""
    return _Reader(facts, as_of, known_region).household(mapping)


def load(
    path: Path,
    facts: Mapping[str, Fact],
    *,
    as_of: date | None = None,
    known_region: Callable[[str], bool] = is_code,
) -> Household:
    """As `parse`, from a YAML (or JSON) file. Raises HouseholdError with file and line of each problem.

    Of a reference file, which also says what is expected, it is what stands under ``household``.
    """
    try:
        source = read_yaml(path)
    except MalformedFixtureError as error:
        raise HouseholdError(Problem(m.where, m.message, m.file, m.line) for m in error.mistakes) from error
    inside: Loc = (INSIDE,) if isinstance(source.data, dict) and INSIDE in source.data else ()
    reader = _Reader(facts, as_of, known_region)
    household = reader.household(source.data[INSIDE] if inside else source.data)
    if reader.problems:
        wrong = [((*inside, *loc), message) for loc, message in reader.problems]
        problems = sorted((source.line(loc), spelled(loc), message) for loc, message in wrong)
        raise HouseholdError(Problem(where, message, source.file, line) for line, where, message in problems)
    return household


@dataclass
class _Reader:
    """Reads values on the way down, noting what is wrong and where."""

    facts: Mapping[str, Fact]
    as_of: date | None
    known_region: Callable[[str], bool]
    problems: list[tuple[Loc, str]] = field(default_factory=list)

    def household(self, mapping: object) -> Household:
        """All of it that is right; a child without a day of birth is left out."""
        if not isinstance(mapping, Mapping):
            self.wrong((), f"must be a group with the keys {', '.join(HOLDERS)}")
            return Household()
        for key in mapping:
            if key not in HOLDERS:
                self.wrong((str(key),), f"unknown key; known are {', '.join(HOLDERS)}")
        family, mother, father = (self.answers(mapping, person) for person in (FAMILY, MOTHER, FATHER))
        return Household(family, mother, father, self.children(mapping[CHILDREN]) if CHILDREN in mapping else None)

    def answers(self, mapping: Mapping[str, Any], person: str) -> Answers:
        return self.group(mapping[person], (person,)) if person in mapping else {}

    def children(self, listed: object) -> tuple[Answers, ...] | None:
        if not isinstance(listed, list):
            self.wrong((CHILDREN,), "must be a list of children (- birth: …); [] says that there are none")
            return None
        if len(listed) > MOST_CHILDREN:
            self.wrong((CHILDREN,), f"{len(listed)} children; at most {MOST_CHILDREN} can be entered")
        children = [self.child(child, number) for number, child in enumerate(listed[:MOST_CHILDREN])]
        return tuple(child for child in children if BIRTH in child)

    def child(self, child: object, number: int) -> Answers:
        answers = self.group(child, (CHILDREN, number))
        if isinstance(child, Mapping) and BIRTH not in child:
            self.wrong((CHILDREN, number), "needs the date of birth, or the due date (birth)")
        return answers

    def group(self, group: object, loc: Loc) -> dict[str, Known]:
        if not isinstance(group, Mapping):
            self.wrong(loc, "must be a group of keys: {key: value, …}; leave it out if nothing is known")
            return {}
        read: dict[str, Known] = {}
        part = str(loc[0])
        for slug, value in group.items():
            try:
                fact = self.fact(slug, part)
                read[fact.slug] = self.value(value, fact)
            except ValueError as error:
                self.wrong((*loc, str(slug)), str(error))
        return read

    def fact(self, slug: object, part: str) -> Fact:
        """The fact that a key names. Raises ValueError if it cannot be answered in that part."""
        fact = self.facts.get(slug) if isinstance(slug, str) else None
        if fact is None:
            known = [fact.slug for fact in asked_facts(self.facts, part)]
            near = difflib.get_close_matches(str(slug), known, n=1)
            raise ValueError(
                "unknown key; " + (f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}")
            )
        if fact.how is not _ASKED:
            raise ValueError(f"is never answered ({fact.how}); leave it out")
        if fact.holder not in HOLDERS[part]:
            homes = " or ".join(key for key, holders in HOLDERS.items() if fact.holder in holders)
            raise ValueError(f"is a fact of a {fact.holder}; write it under {homes}")
        return fact

    def value(self, value: object, fact: Fact) -> Known:
        """The value as the rules want it. Raises ValueError."""
        if value is None:
            raise ValueError("has no value; leave the key out if it is unanswered")
        if value == UNSURE and fact.slug not in ALWAYS_KNOWN:
            return UNSURE
        known = _READ[fact.type](self, value, fact)
        if known is None:
            raise ValueError(f"{_shown(value)} is not {_wanted(fact)}")
        return known

    def read_yes_or_no(self, value: object, _: Fact) -> bool | None:
        return value if isinstance(value, bool) else None

    def read_choice(self, value: object, fact: Fact) -> str | None:
        return value if isinstance(value, str) and value in fact.values else None

    def read_number(self, value: object, _: Fact) -> int | None:
        return _counted(value) if isinstance(value, int) and not isinstance(value, bool) else None

    def read_date(self, value: object, _: Fact) -> date | None:
        return self.day(value) if isinstance(value, str) and _DAY.fullmatch(value) else None

    def read_place(self, value: object, _: Fact) -> str | None:
        return self.region(value) if isinstance(value, str) and is_code(value) else None

    def day(self, text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"there is no day {text}") from None
        last = min(self.as_of + AHEAD, LATEST) if self.as_of and self.as_of < LATEST else LATEST
        if not EARLIEST <= day <= last:
            raise ValueError(f"{text} is not possible; give a day from {EARLIEST} to {last}")
        return day

    def region(self, code: str) -> str:
        if code == ROOT:
            raise ValueError(f"{ROOT} is the whole country; name a province at least")
        if not self.known_region(code):
            raise ValueError(f"no place has the code {code}")
        return code

    def wrong(self, loc: Loc, message: str) -> None:
        self.problems.append((loc, message))


_READ: Final[Mapping[FactType, Callable[[_Reader, object, Fact], Known | None]]] = {
    FactType.YESNO: _Reader.read_yes_or_no,
    FactType.CHOICE: _Reader.read_choice,
    FactType.NUMBER: _Reader.read_number,
    FactType.DATE: _Reader.read_date,
    FactType.REGION: _Reader.read_place,
}
"""How a value of each type is read: None if it is none of that type."""


def _counted(number: int) -> int:
    if not 0 <= number <= MOST_COUNTED:
        raise ValueError(f"{number} is not possible; give a number from 0 to {MOST_COUNTED}")
    return number


def _shown(value: object) -> str:
    """The value as it was written, cut short."""
    shown = ("false", "true")[value] if isinstance(value, bool) else repr(value)
    return shown if len(shown) <= 60 else shown[:60] + "…"


def _wanted(fact: Fact) -> str:
    unsure = "" if fact.slug in ALWAYS_KNOWN else f", or {UNSURE}"
    return {
        FactType.YESNO: "true or false",
        FactType.CHOICE: f"one of {', '.join(fact.values)}",
        FactType.NUMBER: "a whole number",
        FactType.DATE: 'a date such as "2024-05-01"',
        FactType.REGION: 'a region code of six digits in quotation marks, such as "371581"',
    }[fact.type] + unsure


def asked_facts(facts: Mapping[str, Fact], part: str) -> Iterator[Fact]:
    """The facts that can be answered in one part of the format, in the order of the questions."""
    return (fact for fact in facts.values() if fact.how is How.ASKED and fact.holder in HOLDERS[part])


# ---------------------------------------------------------------- out


def dump(household: Household) -> dict[str, Any]:
    """The household in the format; ``parse(dump(household), facts)`` equals it. Groups without answers are left out."""
    groups = {FAMILY: household.family, MOTHER: household.mother, FATHER: household.father}
    dumped: dict[str, Any] = {person: _dumped(answers) for person, answers in groups.items() if answers}
    if household.children is not None:
        dumped[CHILDREN] = [_dumped(child) for child in household.children]
    return dumped


def _dumped(answers: Answers) -> dict[str, bool | int | str]:
    return {slug: value.isoformat() if isinstance(value, date) else value for slug, value in answers.items()}


# ---------------------------------------------------------------- described


def json_schema(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The format as a JSON Schema (2020-12), each key with the words by which it is asked.

    What a schema cannot say is left to `parse`: that a place exists, and how far ahead a date lies.
    """
    child = _group_schema(facts, CHILDREN) | {"required": [BIRTH]}
    people = {FAMILY: "全家", MOTHER: "妈妈", FATHER: "爸爸"}
    parts = {person: _group_schema(facts, person) | {"title": title} for person, title in people.items()}
    listed = {
        "title": "孩子",
        "description": "生下的、怀着的、收养的、以前婚姻带来的。不写：还没有说；[]：没有孩子。",
        "type": "array",
        "maxItems": MOST_CHILDREN,
        "items": child,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "家庭",
        "description": f"一个家庭的回答。没写的就是没回答，{UNSURE} 是不清楚。",
        "type": "object",
        "properties": {**parts, CHILDREN: listed},
        "additionalProperties": False,
    }


def _group_schema(facts: Mapping[str, Fact], part: str) -> dict[str, Any]:
    properties = {fact.slug: _fact_schema(fact) for fact in asked_facts(facts, part)}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _fact_schema(fact: Fact) -> dict[str, Any]:
    described = {"title": fact.label} | ({"description": fact.ask} if fact.ask and fact.ask != fact.label else {})
    value = _value_schema(fact)
    if fact.slug in ALWAYS_KNOWN:
        return described | value
    unsure = {"const": UNSURE, "title": "不清楚"}
    return described | {"oneOf": [*value.get("oneOf", [value]), unsure]}


def _value_schema(fact: Fact) -> dict[str, Any]:
    match fact.type:
        case FactType.YESNO:
            return {"type": "boolean"}
        case FactType.CHOICE:
            return {"oneOf": [_option_schema(option.value, option.label, option.help) for option in fact.options]}
        case FactType.NUMBER:
            return {"type": "integer", "minimum": 0, "maximum": MOST_COUNTED}
        case FactType.DATE:
            return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case FactType.REGION:
            return {"type": "string", "pattern": f"^(?!{ROOT})[0-9]{{6}}$"}


def _option_schema(value: str, title: str, help_text: str) -> dict[str, str]:
    return {"const": value, "title": title} | ({"description": help_text} if help_text else {})
