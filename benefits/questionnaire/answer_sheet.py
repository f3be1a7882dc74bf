"""The answers so far as a family reads them over: by section, each with the page that changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benefits.questionnaire.interview import Interview
from benefits.questionnaire.page import Item, Page
from benefits.rules.facts import Form, Question
from benefits.rules.given import DECEASED, OURS, RELATION
from benefits.rules.values import FAMILY, UNSURE, Known
from benefits.words.answers import answer_words
from benefits.words.persons import described, names


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: what it is about, what was said, and the question that changes it."""

    label: str
    said: str
    question: Question


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one section of the questions."""

    title: str
    lines: tuple[Line, ...]


def answer_sheet(interview: Interview) -> list[Section]:
    """All answers, in the order of the questions; a section that the questions come back to is one."""
    sections: dict[str, list[Line]] = {}
    for page in interview.answered():
        sections.setdefault(page.question.section, []).extend(_lines(interview, page))
    return [Section(title, tuple(lines)) for title, lines in sections.items()]


def _lines(interview: Interview, page: Page) -> Iterator[Line]:
    if page.question.form is Form.CHILDREN:
        return _of_children(interview, page.question)
    if page.question.form is Form.CHECKS:
        return _of_checks(interview, page)
    return _of_items(interview, page)


def _of_items(interview: Interview, page: Page) -> Iterator[Line]:
    called = names(interview.household)
    for item in page.items:
        whose = "" if item.person == FAMILY else f"{called[item.person]}："
        yield Line(f"{whose}{item.fact.label}", answer_words(item.fact, _answer(interview, item)), page.question)


def _of_checks(interview: Interview, page: Page) -> Iterator[Line]:
    called = names(interview.household)
    for person in dict.fromkeys(item.person for item in page.items):
        items = [item for item in page.items if item.person == person]
        label = page.question.heading if person == FAMILY else f"{called[person]}：{page.question.heading}"
        yield Line(label, _ticked(interview, items), page.question)


def _ticked(interview: Interview, items: list[Item]) -> str:
    """What is so, then what is 不清楚; 都没有 if all is known and nothing is so."""
    said = {item.fact.label: _answer(interview, item) for item in items}
    ticked = "、".join(label for label, value in said.items() if value is True)
    unsure = "、".join(label for label, value in said.items() if value == UNSURE)
    parts = [ticked, f"不清楚：{unsure}" if unsure else ""]
    return "；".join(part for part in parts if part) or "都没有"


def _of_children(interview: Interview, question: Question) -> Iterator[Line]:
    household = interview.household
    if not household.children:
        yield Line("孩子", "没有孩子", question)
    called = described(household, interview.as_of)
    relation = next(fact for fact in question.facts if fact.slug == RELATION)
    for index, child in enumerate(household.children or ()):
        gone = "，已经离世" if child.get(DECEASED) is True else ""
        yield Line(called[f"child:{index}"], answer_words(relation, child.get(RELATION, OURS)) + gone, question)


def _answer(interview: Interview, item: Item) -> Known:
    return (interview.household.answers_of(item.person) or {})[item.fact.slug]
