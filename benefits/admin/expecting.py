"""One expectation as a form row: the persons of the family to choose from, checked against the document it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms

from benefits.admin.values import NumberField
from benefits.editions.catalogue import Catalogue, catalogue
from benefits.models import Benefit, ReferenceExpectation, ReferenceHousehold
from benefits.references.stored import read_row
from benefits.rules.assess import Verdict
from benefits.today import today
from benefits.words.persons import described

if TYPE_CHECKING:
    ExpectationModelForm = forms.ModelForm[ReferenceExpectation]
else:
    ExpectationModelForm = forms.ModelForm

NOTHING = "无"


class MissingField(forms.CharField):
    """Slugs of facts; blank is not compared, 无 says that none is missing."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "、".join(value) or NOTHING
        return value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        return [] if text == NOTHING else [part for part in re.split(r"[、,，\s]+", text) if part]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != self.to_python(data))


class ExpectationForm(ExpectationModelForm):
    """What one benefit should say to one person, and the clause that says so."""

    persons: tuple[tuple[str, str], ...] = ()

    missing = MissingField(label="还差哪些事实", required=False, help_text="事实的编号，用、隔开；“无”＝什么都不差")

    class Meta:
        model = ReferenceExpectation
        fields = [
            "benefit",
            "subject",
            "verdict",
            "clause",
            "because",
            "amount",
            "amount_to",
            "months_total",
            "months_due",
            "opens_on",
            "ends_on",
            "apply_by",
            "missing",
            "gap",
        ]
        field_classes = {"amount": NumberField, "amount_to": NumberField}
        widgets = {"because": forms.Textarea(attrs={"rows": 2, "cols": 60})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.persons:
            self.fields["subject"] = forms.ChoiceField(label="对谁", choices=[("", "---------"), *self.persons])
        if self.instance.benefit_id:
            # A family may live under a region whose records this account does not read; what is expected there stays.
            chosen: Any = self.fields["benefit"]
            chosen.queryset |= Benefit.objects.filter(pk=self.instance.benefit_id)

    def clean(self) -> dict[str, Any]:
        """Beside each field what does not go together."""
        given = super().clean() or self.cleaned_data
        verdict, benefit, clause = given.get("verdict"), given.get("benefit"), given.get("clause")
        if verdict != Verdict.UNDETERMINED and (given.get("missing") or given.get("gap")):
            self.add_error("verdict", "只有“需要再确认”才会差事实，或者因为文件没有写清。")
        if given.get("opens_on") and verdict not in (Verdict.UPCOMING, Verdict.UNDETERMINED):
            self.add_error("opens_on", "“从哪天起”只用在“以后可以”。")
        if verdict == Verdict.INELIGIBLE and any(
            given.get(name) for name in ("amount", "months_total", "ends_on", "apply_by")
        ):
            self.add_error("verdict", "不符合的没有数额和日期。")
        if given.get("amount_to") is not None and given.get("amount") is None:
            self.add_error("amount", "填了“数额到”也要填“数额”。")
        # What was written before may speak of a document that is being changed just now.
        said = {"benefit", "clause"} & set(self.changed_data)
        if said and benefit and clause and not _has_clause(benefit, clause, catalogue(today())):
            self.add_error("clause", "这项福利引用的文件里没有这一条。")
        return given


def _has_clause(benefit: Benefit, clause: str, held: Catalogue) -> bool:
    """Whether a document that the benefit cites has it; where no text is held, an article is as good."""
    cited = list(benefit.citations.all())
    documents = [document for one in cited if (document := held.document(one.document_id))]
    return any(one.article == clause for one in cited) or any(one.clause(clause) for one in documents)


def expecting(row: ReferenceHousehold) -> type[ExpectationForm]:
    """The form for the expectations of one family."""
    reference = read_row(row, catalogue(today()).facts())
    persons = described(reference.household, reference.as_of)
    choices = tuple((person, words) for person, words in persons.items() if "?" not in person)
    return type("FamilyExpectationForm", (ExpectationForm,), {"persons": choices})
