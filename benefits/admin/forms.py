"""Forms that take values as officers write them, and check what a single row can tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from benefits.documents import Split, find_quote, nearest, split
from benefits.models import Award, Citation, Clause, Condition, Document, Fact
from benefits.rules.comparisons import FITTING, PLACES, SPANS
from benefits.rules.facts import FactType
from benefits.rules.terms import IfNot, Operator
from benefits.words.labels import label

if TYPE_CHECKING:
    ConditionModelForm = forms.ModelForm[Condition]
    CitationModelForm = forms.ModelForm[Citation]
    AwardModelForm = forms.ModelForm[Award]
    DocumentModelForm = forms.ModelForm[Document]
else:
    ConditionModelForm = CitationModelForm = AwardModelForm = DocumentModelForm = forms.ModelForm

Value = bool | int | str | list[str]

_SEVERAL = (Operator.IN, Operator.NOT_IN)
_TRUTHS = {"是": True, "true": True, "否": False, "false": False}
_SPAN = re.compile(r"(\d{1,5})\s*(个?月|months?|天|日|days?)")


class NumberField(forms.FloatField):
    """A number that is shown as it was typed: 600, not 600.0."""

    def prepare_value(self, value: Any) -> Any:
        return int(value) if isinstance(value, float) and value.is_integer() else value


class ValueField(forms.CharField):
    """The value of a condition as text; what it means depends on the fact (see `read_value`)."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "是" if value else "否"
        return "、".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != (data or "").strip()


def read_value(text: str, fact: Fact, op: Operator) -> Value | None:
    """What an officer's text says of a fact: 是, 2, 36个月, 2023-01-01, or options by value or name.

    Raises ValidationError, in Chinese, saying how it is to be written.
    """
    if op in PLACES:
        if text:
            raise forms.ValidationError("“在本地”“不在本地”不用填值。")
        return None
    if op in SPANS:
        return _read_span(text)
    if fact.type == FactType.CHOICE:
        return _read_options(text, fact, several=op in _SEVERAL)
    readers: dict[str, Callable[[str], Value]] = {
        FactType.YESNO: _read_truth,
        FactType.NUMBER: _read_number,
        FactType.DATE: _read_day,
    }
    return readers[fact.type](text)


def _read_truth(text: str) -> bool:
    if text not in _TRUTHS:
        raise forms.ValidationError("请填“是”或“否”。")
    return _TRUTHS[text]


def _read_number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise forms.ValidationError("请填整数。")
    return int(text)


def _read_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise forms.ValidationError("请填日期，如 2023-01-01。") from error


def _read_span(text: str) -> str:
    found = _SPAN.fullmatch(text)
    if not found:
        raise forms.ValidationError("请填时长，如 36个月 或 188天。")
    return f"{found[1]} {'months' if found[2][0] in '个月m' else 'days'}"


def _read_options(text: str, fact: Fact, *, several: bool) -> Value:
    names = {one.label: one.value for one in fact.options.all()}
    given = [part for part in re.split(r"[、,，\s]+", text) if part]
    strange = [one for one in given if one not in names and one not in names.values()]
    if strange or not given or (len(given) > 1 and not several):
        allowed = "、".join(f"{value}（{name}）" for name, value in names.items())
        raise forms.ValidationError(f"请从这些选项里填{'一个或几个' if several else '一个'}：{allowed}。")
    values = [names.get(one, one) for one in given]
    return values if several else values[0]


class ConditionForm(ConditionModelForm):
    """One row of conditions; the value is read as its fact's type wants it."""

    value = ValueField(
        label="值",
        required=False,
        help_text="是/否、数字、日期、36个月、选项（用、隔开）",
        widget=forms.TextInput(attrs={"size": 10}),
    )

    class Meta:
        model = Condition
        fields = ["position", "whose", "fact", "op", "value", "any_of", "if_not", "basis", "note"]
        widgets = {
            "any_of": forms.TextInput(attrs={"size": 2}),
            "note": forms.Textarea(attrs={"rows": 2, "cols": 22}),
        }

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
    """A citation whose words are looked for in the clause at once."""

    class Meta:
        model = Citation
        fields = ["position", "document", "clause", "quote", "article", "url"]
        widgets = {
            "quote": forms.Textarea(attrs={"rows": 3, "cols": 36}),
            "article": forms.TextInput(attrs={"size": 8}),
            "url": forms.TextInput(attrs={"size": 12}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        clause, document, quote = (cleaned.get(name) for name in ("clause", "document", "quote"))
        if clause and document and clause.document_id != document.pk:
            self.add_error("clause", f"这一条不在《{document.title}》里。")
        elif clause and quote:
            self._check_quote(clause, quote)
        return cleaned

    def _check_quote(self, clause: Clause, quote: str) -> None:
        texts = [one.text for one in _with_those_below(clause)]
        if not any(find_quote(text, quote) for text in texts):
            found = nearest("\n".join(texts), quote)
            self.add_error("quote", f"这一条里找不到这段话；最接近的原文是“{found}”。")


def _with_those_below(clause: Clause) -> list[Clause]:
    found = [clause]
    for one in found:
        found += one.children.all()
    return found


class AwardForm(AwardModelForm):
    """An award; its spans may be typed in Chinese."""

    class Meta:
        model = Award
        exclude = ["benefit"]
        field_classes = {"number": NumberField, "number_to": NumberField, "cap_number": NumberField}
        widgets = {"note": forms.Textarea(attrs={"rows": 2, "cols": 60})}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("run_start", "run_end", "claim_start", "claim_end"):
            text = (cleaned.get(name) or "").strip()
            if text and text != "length":
                self._read(name, text)
        return cleaned

    def _read(self, name: str, text: str) -> None:
        try:
            self.cleaned_data[name] = _read_span(text)
        except forms.ValidationError as error:
            self.add_error(name, error)


class DocumentForm(DocumentModelForm):
    """A document; its text is pasted while it has no clauses yet, and split at once."""

    text = forms.CharField(
        label="全文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 100}),
        help_text="粘贴文件全文，保存时自动拆成条款；没有原文可以不填",
    )

    class Meta:
        model = Document
        fields = ["slug", "region", "title", "number", "issuer", "date", "status", "source_url"]

    def clean_text(self) -> Split:
        """The clauses of the pasted text."""
        return split(self.cleaned_data["text"])
