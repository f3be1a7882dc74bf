"""Forms of facts: values are typed as people write them, options one a line; what is still used cannot be taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from benefits.admin import formsets
from benefits.admin.choosing import FactField, Facts, share_facts
from benefits.admin.formsets import OrderedFormSet
from benefits.admin.merging import VersionedForm
from benefits.admin.values import options_of
from benefits.models import Condition, Fact, Option, TakenAs
from benefits.rules.facts import FactType, Holder
from benefits.words.values import read_scalar, written_value

if TYPE_CHECKING:
    FactModelForm = forms.ModelForm[Fact]
    TakenAsModelForm = forms.ModelForm[TakenAs]
else:
    FactModelForm = TakenAsModelForm = forms.ModelForm

_OPTION = re.compile(r"(?P<value>[A-Za-z0-9_-]+)[\s:：]+(?P<label>[^|｜]+?)\s*(?:[|｜]\s*(?P<help>.*))?")


class OptionsField(forms.CharField):
    """The options of a choice fact, one a line: its value, a blank, its name, and perhaps a word of help after a bar."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2, "cols": 24}))
        super().__init__(label="选项", required=False, help_text="每行一个：值 名称；如 none 没有工作", **options)

    def clean(self, value: Any) -> list[tuple[str, str, str]]:
        """Value, name and help of each. Raises ValidationError."""
        found = []
        for line in (super().clean(value) or "").splitlines():
            if line.strip():
                parts = _OPTION.fullmatch(line.strip())
                if parts is None:
                    raise ValidationError(f"“{line.strip()}”要写成“值 名称”，值用字母和数字；如 none 没有工作。")
                found.append((parts["value"], parts["label"].strip(), parts["help"] or ""))
        values = [value for value, _, _ in found]
        if len(set(values)) < len(values):
            raise ValidationError("两个选项的值相同；请改一个。")
        return found


def _written(options: Iterable[Option]) -> str:
    return "\n".join(f"{one.value} {one.label}" + (f" | {one.help}" if one.help else "") for one in options)


def check_unused(fact: Fact, gone: Iterable[str]) -> None:
    """Raises ValidationError if a condition still reads one of these values of a fact."""
    for value in gone:
        reading = Condition.objects.filter(fact=fact.pk, value__contains=value)
        used = sorted({one.benefit_id for one in reading if value in _listed(one.value)})
        if used:
            named = "、".join(used[:3]) + ("等" if len(used) > 3 else "")
            raise ValidationError(
                f"选项 {value} 还有 {len(used)} 项福利的条件在用（{named}），不能去掉；请先改那些条件。"
            )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class FactRowForm(FactModelForm):
    """A fact on its question's page, with its options."""

    choices = OptionsField()

    class Meta:
        model = Fact
        fields = ["position", "slug", "label", "ask", "said", "changeable", "holder", "type", "how"]
        widgets = {
            "position": forms.NumberInput(attrs={"min": 0}),
            "slug": forms.TextInput(attrs={"size": 14}),
            "label": forms.TextInput(attrs={"size": 14}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance._state.adding:
            self.initial["choices"] = _written(self.instance.options.all())
            # Conditions and households name the fact by its id, so it stays.
            self.fields["slug"].widget.attrs["readonly"] = True

    def clean_slug(self) -> str:
        """The id, which stays once it is there."""
        return self.cleaned_data["slug"] if self.instance._state.adding else self.instance.pk

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "choices" in cleaned and "type" in cleaned:
            self._check_choices(cleaned["type"], cleaned["choices"])
        return cleaned

    def _check_choices(self, kind: str, choices: list[tuple[str, str, str]]) -> None:
        if (kind == FactType.CHOICE) != bool(choices):
            self.add_error("choices", "类型是“选项”的要列出选项，其他类型不列。")
        elif not self.instance._state.adding:
            values = {value for value, _, _ in choices}
            try:
                check_unused(
                    self.instance, [one.value for one in self.instance.options.all() if one.value not in values]
                )
            except ValidationError as error:
                self.add_error("choices", error)

    def save_options(self) -> None:
        """Bring the options to what was typed."""
        Option.objects.filter(fact=self.instance).delete()
        Option.objects.bulk_create(
            Option(fact=self.instance, position=place, value=value, label=label, help=help_)
            for place, (value, label, help_) in enumerate(self.cleaned_data["choices"])
        )


class FactFormSet(OrderedFormSet):
    """The facts of a question."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Save a new fact with its options."""
        return self._with_options(form, super().save_new(form, commit), commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """Save a fact with its options."""
        return self._with_options(form, super().save_existing(form, obj, commit), commit)

    def _with_options(self, form: Any, fact: Fact, commit: bool) -> Fact:
        if commit and "choices" in form.changed_data:
            form.save_options()
        return fact


class OptionFormSet(OrderedFormSet):
    """The options of a fact on its own page."""

    def clean(self) -> None:
        """Raises ValidationError where an option that is still used is deleted or gets another value."""
        super().clean()
        kept = {
            form.cleaned_data.get("value") for form in self.forms if form not in self.deleted_forms and form.is_valid()
        }
        before = {form.initial.get("value") for form in self.initial_forms}
        check_unused(self.instance, sorted(one for one in before - kept if one))


class FactForm(VersionedForm):
    """A fact on its own page. The value that an unticked topic settles is typed as people write it."""

    topic = FactField(label="所属话题", types=[FactType.YESNO], help_text="选了这个话题才问；只能选全家的是非事实")
    otherwise = forms.CharField(
        label="未选话题时视为", required=False, help_text="是/否、数字、日期或选项；不填就不下结论"
    )

    class Meta:
        model = Fact
        fields = [
            "slug",
            "question",
            "position",
            "holder",
            "type",
            "label",
            "how",
            "ask",
            "said",
            "changeable",
            "topic",
            "otherwise",
        ]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        share_facts(self, None)
        if not self.instance._state.adding:
            self.initial["otherwise"] = written_value(self.instance.otherwise, options_of(self.instance))

    def clean_topic(self) -> Fact | None:
        """The topic. Raises ValidationError where it is not the family's, or leads back to this fact."""
        topic: Fact | None = self.cleaned_data["topic"]
        if topic is not None and topic.holder != Holder.FAMILY:
            raise ValidationError(f"“{topic.label}”不是全家的事实，不能作话题。")
        seen, above = {self.instance.pk}, topic
        while above is not None:
            if above.pk in seen:
                raise ValidationError("话题绕了一圈，又回到这项事实自己；请另选一个。")
            seen.add(above.pk)
            above = above.topic
        return topic

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        text, kind = (cleaned.get("otherwise") or "").strip(), cleaned.get("type")
        cleaned["otherwise"] = None
        if text and kind:
            try:
                cleaned["otherwise"] = read_scalar(text, FactType(kind), options_of(self.instance))
            except ValueError as error:
                self.add_error("otherwise", str(error))
        return cleaned


class TakenAsForm(TakenAsModelForm):
    """From what a fact follows; values are typed as people write them."""

    fact = FactField(label="当这件事", required=True)
    among = forms.CharField(label="是其中之一", help_text="几个值用、隔开", widget=forms.TextInput(attrs={"size": 24}))
    value = forms.CharField(label="视为", required=False, widget=forms.TextInput(attrs={"size": 12}))
    same_as = FactField(label="视为与此相同")

    class Meta:
        model = TakenAs
        fields = ["position", "fact", "among", "value", "same_as"]
        widgets = {"position": forms.NumberInput(attrs={"min": 0})}

    def __init__(self, *args: Any, facts: Facts | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        share_facts(self, facts)
        if not self.instance._state.adding:
            known = options_of(self.instance.fact)
            self.initial["among"] = "、".join(written_value(one, known) for one in self.instance.among)
            self.initial["value"] = written_value(self.instance.value, options_of(self.instance.owner))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        known = cleaned.get("fact")
        parts = [part for part in re.split(r"[、,，]", cleaned.get("among") or "") if part.strip()]
        if known is not None:
            cleaned["among"] = self._read("among", parts, known)
        text = (cleaned.get("value") or "").strip()
        owner = self.instance.owner if self.instance.owner_id else None
        read = self._read("value", [text], owner) if text and owner else []
        cleaned["value"] = read[0] if read else None
        return cleaned

    def _read(self, name: str, texts: list[str], fact: Fact) -> list[Any]:
        try:
            return [read_scalar(text.strip(), FactType(fact.type), options_of(fact)) for text in texts]
        except ValueError as error:
            self.add_error(name, str(error))
            return []


class TakenAsFormSet(formsets.FactFormSet):
    """The inferences of a fact. Its form knows whose they are before it is checked."""

    def _construct_form(self, i: int, **options: Any) -> Any:
        form = super()._construct_form(i, **options)  # type: ignore[misc]
        form.instance.owner = self.instance
        return form
