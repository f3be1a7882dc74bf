"""A question's page as a form: one field for each item, turned into answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.crypto import salted_hmac

from benefits.forms.fields import NO, YES, DateField, DateParts, OneOfField, YesNoField, past_date
from benefits.questionnaire.page import Item, Page
from benefits.rules.facts import Fact, FactType, Form
from benefits.rules.given import RESIDENCE
from benefits.rules.household import Household
from benefits.rules.values import FAMILY, UNSURE, Ask, Known
from benefits.words.answers import place_words
from benefits.words.persons import described, names
from regions.codes import is_code
from regions.forms import RegionField

ELSEWHERE: Final = "elsewhere"
ALIKE: Final = "alike"
"""Answers to where something is: in a place still to be picked, or where the first of the page is."""

_BIRTH_SALT: Final = "benefits.birth"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one item was answered; None takes an answer back."""

    fact: str
    person: str
    value: Known | None

    @property
    def ask(self) -> Ask:
        return Ask(self.fact, self.person)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to answer; an *apart* one (不清楚) stands below the others."""

    value: str
    label: str
    help: str = ""
    apart: bool = False


_UNSURE_CHOICE: Final = Choice(UNSURE, "不清楚", apart=True)
_YES_NO: Final = (Choice(YES, "是"), Choice(NO, "否"))


@dataclass(frozen=True, slots=True)
class Row:
    """One item as the page shows it: whose it is (blank for the family's), and the ways to answer.

    *bound* holds what was entered, or answered before, and the errors. *spelled_out* says that the
    heading alone does not tell what is asked here.
    """

    item: Item
    who: str
    bound: forms.BoundField
    choices: tuple[Choice, ...]
    spelled_out: bool = False

    @property
    def name(self) -> str:
        return self.bound.name

    @property
    def ask(self) -> str:
        return self.item.fact.ask

    @property
    def errors(self) -> list[str]:
        return [str(message) for message in self.bound.errors]

    @property
    def legend(self) -> str:
        """Whose it is and, where the heading does not tell, what is asked."""
        return f"{self.who}{self.ask}" if self.spelled_out else self.who

    @property
    def silent(self) -> str:
        """What is read aloud after the legend, where the heading has it for the eye."""
        return "" if self.spelled_out else self.ask

    @property
    def is_date(self) -> bool:
        return isinstance(self.bound.field, DateField)

    @property
    def parts(self) -> DateParts:
        """Year, month and day as entered, of a date."""
        parts = self.bound.value()
        return parts if isinstance(parts, DateParts) else DateParts()

    @property
    def is_ticked(self) -> bool:
        """Whether a checkbox is ticked."""
        return self.bound.value() in (True, YES)

    @property
    def options(self) -> list[tuple[Choice, bool]]:
        """The choices, and whether each is chosen."""
        chosen = self.bound.value()
        return [(choice, choice.value == chosen) for choice in self.choices]

    @property
    def is_short(self) -> bool:
        """Whether the choices fit on one line: 是, 否, 不清楚."""
        return all(len(choice.label) <= 4 and not choice.help for choice in self.choices)

    @property
    def first_id(self) -> str:
        """The id of the row's first control, to which an error leads."""
        return f"{self.name}-year" if self.is_date else self.name


def field_name(household: Household, item: Item) -> str:
    """An item's name in forms and addresses.

    It goes with a mark of the child's birth, so that a page opened before the children were changed
    never answers for another child. The birth itself must not be read in an address or a log.
    """
    kind, _, number = item.person.partition(":")
    if not number:
        return f"{item.fact.slug}-{kind}"
    index = household.births[int(number)][0] if kind == "birth" else int(number)
    mark = salted_hmac(_BIRTH_SALT, household.birth_of(index).isoformat()).hexdigest()[:8]
    return f"{item.fact.slug}-{kind}-{number}-{mark}"


class ItemsForm(forms.Form):
    """One choice or date of every person that a question concerns."""

    template: ClassVar = "questions/items.html"

    def __init__(self, page: Page, household: Household, as_of: date, posted: Mapping[str, Any] | None = None) -> None:
        super().__init__(posted, use_required_attribute=False)
        self.question = page.question
        self.household = household
        self.as_of = as_of
        self.items = {field_name(household, item): item for item in page.items}
        for name, item in self.items.items():
            self.fields[name] = self.field_for(item)
            self.initial[name] = (household.answers_of(item.person) or {}).get(item.fact.slug)

    def field_for(self, item: Item) -> forms.Field:
        """The field that checks an item and turns it into a value."""
        if item.fact.type is FactType.DATE:
            return past_date(self.as_of, unsure=self.question.unsure)
        field = YesNoField if item.fact.type is FactType.YESNO else OneOfField
        return field(choice.value for choice in self.choices_for(item))

    def choices_for(self, item: Item) -> tuple[Choice, ...]:
        """What an item offers, 不清楚 last where the question allows it."""
        unsure = (_UNSURE_CHOICE,) if self.question.unsure else ()
        return (*_choices(item.fact), *unsure)

    @property
    def is_spelled_out(self) -> bool:
        """Whether the heading alone does not tell what each row asks: boxes gone through one by one, or several facts."""
        return self.question.form is Form.CHECKS or len({item.fact.ask for item in self.items.values()}) > 1

    @property
    def asked(self) -> list[str]:
        """The names of what the form is about."""
        return list(self.items)

    def answers(self) -> list[Answer]:
        """What a valid form answers."""
        return [Answer(item.fact.slug, item.person, self.cleaned_data[name]) for name, item in self.items.items()]

    @property
    def rows(self) -> list[Row]:
        """The items in the order of the page."""
        called = described(self.household, self.as_of)
        return [
            Row(
                item,
                "" if item.person == FAMILY else called[item.person],
                self[name],
                self.choices_for(item),
                self.is_spelled_out,
            )
            for name, item in self.items.items()
        ]

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        """The rows by person, in the order in which the page first names each."""
        grouped: dict[str, list[Row]] = {}
        for row in self.rows:
            grouped.setdefault(row.who, []).append(row)
        return list(grouped.items())

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The id of the control to mend, and what is wrong with it."""
        rows = self.rows
        of_page = [(rows[0].first_id, str(message)) for message in self.errors.get(NON_FIELD_ERRORS, ())]
        return of_page + [
            (row.first_id, f"{row.who}：{message}" if row.who else str(message))
            for row in rows
            for message in row.bound.errors
        ]


class ChecksForm(ItemsForm):
    """Yes/no facts as checkboxes: ticked is yes, and unticked is no once something is chosen."""

    template: ClassVar = "questions/checks.html"

    none = forms.BooleanField(required=False)

    def field_for(self, item: Item) -> forms.Field:  # noqa: ARG002
        return forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ticked = any(cleaned.get(name) for name in self.items)
        if ticked and cleaned.get("none"):
            raise ValidationError("选了“以上都没有”，就不能再选别的，请去掉一样。")
        if not ticked and not cleaned.get("none"):
            raise ValidationError("请选出符合的；一样都不符合，就选“以上都没有”。")
        return cleaned

    def ticks(self) -> list[Answer]:
        """What is ticked so far, for going on item by item: ticked is yes, a tick taken away is open again."""
        self.full_clean()
        answers = []
        for name, item in self.items.items():
            if bool(self.cleaned_data.get(name)) != (self.initial[name] is True):
                answers.append(Answer(item.fact.slug, item.person, True if self.cleaned_data.get(name) else None))
        return answers

    @property
    def is_none_ticked(self) -> bool:
        """Whether 以上都没有 is chosen, or was when the question was answered."""
        if self.is_bound:
            return bool(self["none"].value())
        return bool(self.items) and all(self.initial[name] is False for name in self.items)


class PlacesForm(ItemsForm):
    """Where something is, of each person: a place already named, as the first, elsewhere, or 不清楚."""

    def choices_for(self, item: Item) -> tuple[Choice, ...]:
        unsure = (_UNSURE_CHOICE,) if self.question.unsure else ()
        alike = () if item == self.first else (Choice(ALIKE, self._alike_words(item)),)
        return (*_named_places(self.household), *alike, Choice(ELSEWHERE, "别的地方"), *unsure)

    def _alike_words(self, item: Item) -> str:
        """和妈妈一样; where the first of the page is asked something else, 和妈妈的工作单位所在地一样."""
        fact, person = self.first
        of = "" if fact.ask == item.fact.ask else f"的{fact.label}"
        return f"和{names(self.household)[person]}{of}一样"

    def field_for(self, item: Item) -> forms.Field:
        return OneOfField(choice.value for choice in self.choices_for(item))

    @property
    def first(self) -> Item:
        """The item that stands first on the page."""
        return next(iter(self.items.values()))

    def answers(self) -> list[Answer]:
        first, *others = super().answers()
        said = [replace(one, value=first.value) if one.value == ALIKE else one for one in others]
        return [answer for answer in (first, *said) if answer.value != ELSEWHERE]

    @property
    def elsewhere(self) -> list[str]:
        """The names of the items whose place is still to be picked."""
        return [name for name in self.items if self.cleaned_data.get(name) == ELSEWHERE]

    @property
    def alike(self) -> list[str]:
        """The names of the items that are where the first will be picked."""
        names_of = list(self.items)
        is_open = self.cleaned_data.get(names_of[0]) == ELSEWHERE
        return [name for name in names_of[1:] if self.cleaned_data.get(name) == ALIKE] if is_open else []


class PickerForm(ItemsForm):
    """The place of one item, chosen with the region picker; others of the page may be in the same place."""

    template: ClassVar = "questions/place.html"

    def field_for(self, item: Item) -> forms.Field:  # noqa: ARG002
        return RegionField()

    @property
    def row(self) -> Row:
        """The item that is asked for."""
        return self.rows[0]

    @property
    def chosen(self) -> str:
        """The place chosen so far; blank if there is none."""
        return str(self.row.bound.value() or "")


def form_class(page: Page, *, one_by_one: bool, picking: bool) -> type[ItemsForm]:
    """The form of a question: checkboxes can be gone through *one_by_one*, a place is named or picked."""
    if page.question.form is Form.CHECKS and not one_by_one:
        return ChecksForm
    if page.question.form is Form.PLACES:
        return PickerForm if picking else PlacesForm
    return ItemsForm


def _choices(fact: Fact) -> tuple[Choice, ...]:
    if fact.type is FactType.YESNO:
        return _YES_NO
    return tuple(Choice(option.value, option.label, option.help) for option in fact.options)


def _named_places(household: Household) -> tuple[Choice, ...]:
    """The places that the answers name, first that where the family lives."""
    home = household.family.get(RESIDENCE)
    people = (household.family, household.mother, household.father, *(household.children or ()))
    named = dict.fromkeys(str(v) for one in people for v in one.values() if isinstance(v, str) and is_code(v))
    others = tuple(Choice(code, place_words(code)) for code in named if code != home)
    return (Choice(str(home), "和住的地方一样", place_words(str(home))), *others) if home else others
