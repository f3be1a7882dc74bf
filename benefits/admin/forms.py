"""Forms that take values as officers write them, and check what a single row can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from benefits.admin.choosing import FactField, Facts, share_facts
from benefits.admin.values import NumberField, SpanField, read_value, written_value
from benefits.documents import find_quote, nearest
from benefits.models import Award, Citation, Clause, Condition, Document, Relation
from benefits.models.benefits import NO_SPAN
from benefits.records import cited_as
from benefits.rules.comparisons import FITTING
from benefits.rules.facts import FactType
from benefits.rules.terms import IfNot, Operator
from benefits.words.labels import label

if TYPE_CHECKING:
    ConditionModelForm = forms.ModelForm[Condition]
    CitationModelForm = forms.ModelForm[Citation]
    AwardModelForm = forms.ModelForm[Award]
    RelationModelForm = forms.ModelForm[Relation]
else:
    ConditionModelForm = CitationModelForm = AwardModelForm = RelationModelForm = forms.ModelForm


class ConditionForm(ConditionModelForm):
    """One row of conditions; the value is read as its fact's type wants it."""

    fact = FactField(label="事实")
    value = forms.CharField(
        label="值",
        required=False,
        help_text="是/否、数字、日期、36个月、选项（用、隔开）",
        widget=forms.TextInput(attrs={"size": 12}),
    )

    class Meta:
        model = Condition
        fields = ["position", "whose", "fact", "op", "value", "any_of", "if_not", "basis", "note"]
        widgets = {
            "position": forms.NumberInput(attrs={"min": 0}),
            "any_of": forms.TextInput(attrs={"size": 2}),
            "note": forms.Textarea(attrs={"rows": 1, "cols": 40}),
        }

    def __init__(self, *args: Any, facts: Facts | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        facts = share_facts(self, facts)
        if self.instance.fact_id:
            self.initial["value"] = written_value(self.instance.value, facts.by_slug.get(self.instance.fact_id))

    def clean_value(self) -> str | None:
        return self.cleaned_data["value"].strip() or None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        fact, op, text = cleaned.get("fact"), cleaned.get("op"), cleaned.get("value")
        if fact is None or not op:
            told = cleaned.get("if_not") == IfNot.TOLD
            if text and not told:
                self.add_error("value", "先选事实和比较，再填值。")
            return cleaned
        fitting = FITTING[FactType(fact.type)]
        if op not in fitting:
            self.add_error("op", f"“{fact.label}”只能用：{'、'.join(label(one) for one in fitting)}。")
            return cleaned
        try:
            cleaned["value"] = read_value(text or "", fact, Operator(op))
        except forms.ValidationError as error:
            self.add_error("value", error)
        return cleaned


class CitationForm(CitationModelForm):
    """A citation whose words are looked for in the clause at once; the clause is named as in print."""

    clause = forms.CharField(
        label="条款号",
        required=False,
        help_text="如 二（四）12",
        widget=forms.TextInput(attrs={"size": 14}),
    )

    class Meta:
        model = Citation
        fields = ["position", "document", "clause", "quote", "article", "url"]
        widgets = {
            "position": forms.NumberInput(attrs={"min": 0}),
            "quote": forms.Textarea(attrs={"rows": 2, "cols": 70}),
            "article": forms.TextInput(attrs={"size": 10}),
            "url": forms.TextInput(attrs={"size": 24}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.clause:
            self.initial["clause"] = cited_as(self.instance.clause)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        document, name, quote = cleaned.get("document"), cleaned.get("clause"), cleaned.get("quote")
        cleaned["clause"] = clause = _clause(document, name) if document and name else None
        if name and document and clause is None:
            self.add_error("clause", f"《{document.title}》里没有条款 {name}。")
        elif clause and quote:
            self._check_quote(clause, quote)
        return cleaned

    def _check_quote(self, clause: Clause, quote: str) -> None:
        texts = [one.text for one in _with_those_below(clause)]
        if not any(find_quote(text, quote) for text in texts):
            found = nearest("\n".join(texts), quote)
            self.add_error("quote", f"这一条里找不到这段话；最接近的原文是“{found}”。")


def _clause(document: Document, name: str) -> Clause | None:
    """The clause that a citation names by label or by anchor, as `cited_as` writes it."""
    named = document.clauses.filter(Q(anchor=name) | Q(label=name)).order_by("position")
    return next((one for one in named if one.anchor == name), None) or named.first()


def _with_those_below(clause: Clause) -> list[Clause]:
    found = [clause]
    for one in found:
        found += one.children.all()
    return found


class AwardForm(AwardModelForm):
    """An award; its spans may be typed in Chinese. Its own conditions hang on it as ``when``."""

    when: Any = None
    times_fact = FactField(label="乘以（数字事实）", types=[FactType.NUMBER])
    run_at = FactField(label="发放起算日", types=[FactType.DATE])
    claim_at = FactField(label="申领起算日", types=[FactType.DATE])
    run_start = SpanField(label="发放从", required=False, help_text="如 36个月、188天")
    run_end = SpanField(label="发放到（前一天）", required=False, lengths=True, help_text="如 36个月；或“按天数”")
    claim_start = SpanField(label="申领从", required=False, help_text="如 0天")
    claim_end = SpanField(label="申领到（含当天）", required=False, help_text="如 12个月")

    class Meta:
        model = Award
        exclude = ["benefit"]
        field_classes = {"number": NumberField, "number_to": NumberField, "cap_number": NumberField}
        widgets = {
            "position": forms.NumberInput(attrs={"min": 0}),
            "note": forms.Textarea(attrs={"rows": 2, "cols": 60}),
        }

    def __init__(self, *args: Any, facts: Facts | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        share_facts(self, facts)

    def has_changed(self) -> bool:
        """Also where only a condition of the award has."""
        return super().has_changed() or (self.when is not None and self.when.has_changed())

    def clean_run_start(self) -> str:
        return self.cleaned_data["run_start"] or NO_SPAN

    def clean_claim_start(self) -> str:
        return self.cleaned_data["claim_start"] or NO_SPAN


class RelationForm(RelationModelForm):
    """A relation; the other benefit is named by its id."""

    class Meta:
        model = Relation
        fields = ["position", "kind", "to", "since"]
        widgets = {"position": forms.NumberInput(attrs={"min": 0})}
