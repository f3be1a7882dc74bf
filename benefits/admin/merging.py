"""Two officers on one record: the one who saves second is told what the first changed, and neither loses anything.

A form carries, signed, all that it showed when it was opened. If the record has moved on when it comes back, nothing is
saved: what this officer left alone takes the other's values, what this officer changed stays, and both are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import HttpRequest, HttpResponse, QueryDict

from benefits.desk.differences import said

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelAdmin = object
    AnyModelForm = forms.ModelForm

FIELD: Final = "version"
"""The hidden field of the form."""

_SALT: Final = "benefits.desk.version"
Row = tuple[str, ...]
"""Which row of a page: the names of the formsets and keys of the rows that lead to it; empty for the record."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A field that another officer changed: what it said, says now, and what this officer has in the form."""

    where: str
    field: str
    before: str
    now: str
    mine: str = ""

    @property
    def contested(self) -> bool:
        """Whether both changed it, and not to the same."""
        return bool(self.mine) and self.mine != self.now


class VersionedForm(AnyModelForm):
    """A form that is not valid while ``held`` says why it is not to be saved."""

    held: str = ""

    def clean(self) -> dict[str, Any]:
        """As stock. Raises ValidationError while the form is held."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.held:
            raise ValidationError(self.held)
        return cleaned


class VersionedAdmin(AnyModelAdmin):
    """A record's page on which nobody overwrites unknowingly what another has saved."""

    form = VersionedForm
    change_form_template = "admin/benefits/versioned.html"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The stock form; held if the request was found to be."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.held = getattr(request, "held", "")
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The stock page. One officer saves at a time; a form that is out of date is merged and shown again.

        So is one without a version, since nobody can tell what it was written against.
        """
        context = {"moved": (), **(extra_context or {})}
        with transaction.atomic():
            if request.method == "POST" and object_id is not None:
                context["moved"] = self._merged(request, unquote(object_id))
            return super().changeform_view(request, object_id, form_url, context)

    def _merged(self, request: HttpRequest, key: str) -> tuple[Moved, ...]:
        """What others have changed since the form was opened; the request then has what is to be shown next."""
        self.model._default_manager.select_for_update().filter(pk=key).first()
        row = self.get_object(request, key)
        if row is None or not self.has_change_permission(request, row):
            return ()
        sheet = self.sheet(request, row)
        opened = _read(request.POST.get(FIELD, ""))
        if opened == sheet.values:
            return ()
        merge = Merge(opened or sheet.values, sheet, request.POST.copy())
        merge.posted[FIELD] = _written(sheet.values)
        request.POST = merge.posted  # type: ignore[assignment]
        request.held = (  # type: ignore[attr-defined]
            "别人刚刚也改了这条记录，所以还没有保存。请看上面列出的改动，再保存一次。"
            if opened
            else "这个页面太旧了，所以还没有保存。请核对一遍，再保存一次。"
        )
        return tuple(merge.moved)

    def sheet(self, request: HttpRequest, row: Any) -> Sheet:
        """The form of the record as it would be opened now."""
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, row, change=True, fields=fields)(instance=row)
        formsets = []
        for made, inline in self.get_formsets_with_inlines(request, row):
            prefix = made.get_default_prefix()
            given = self.get_formset_kwargs(request, row, inline, prefix)
            stock = {name: value for name, value in given.items() if name not in ("data", "files", "save_as_new")}
            formsets.append(made(**stock))
        return Sheet(form, formsets)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The page with the signed version in it."""
        version = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not version and context["original"] is not None:
            formsets = [one.formset for one in context["inline_admin_formsets"]]
            version = _written(Sheet(context["adminform"].form, formsets).values)
        response: HttpResponse = super().render_change_form(request, context | {FIELD: version}, *args, **kwargs)
        return response


def _written(values: Mapping[str, str]) -> str:
    return signing.dumps(dict(values), salt=_SALT, compress=True)


def _read(text: str) -> dict[str, str] | None:
    """What a form showed when it was opened; None if that cannot be told."""
    try:
        values: dict[str, str] = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    return values


# ---------------------------------------------------------------- what a form shows


class Sheet:
    """An unbound form with its rows: what each field shows, by a name that does not depend on the row's place."""

    def __init__(self, form: Any, formsets: Iterable[Any]) -> None:
        self.fields: dict[str, tuple[str, Any]] = {}
        self.values: dict[str, str] = {}
        self.rows: set[str] = set()
        self._take("", "", form)
        for formset in formsets:
            self._take_rows("", "", formset)

    def _take_rows(self, at: str, where: str, formset: Any) -> None:
        name = formset.prefix.rpartition("-")[2]
        words = str(formset.model._meta.verbose_name)
        for number, form in enumerate(formset.initial_forms, start=1):
            row = f"{at}{name}:{form.instance.pk}:"
            self.rows.add(row)
            self._take(row, f"{where}{words}第{number}行", form)
            nested = getattr(form, "when", None)
            if nested is not None:
                self._take_rows(row, f"{where}{words}第{number}行的", nested)

    def _take(self, row: str, where: str, form: Any) -> None:
        for bound in form:
            if bound.name in ("DELETE", bound.form.instance._meta.pk.name) and row:
                continue
            self.fields[row + bound.name] = (where, bound.field)
            self.values[row + bound.name] = _shown(bound)


def _shown(bound: forms.BoundField) -> str:
    """What a browser sends back of a field that is left alone."""
    widget: Any = getattr(bound.field.widget, "widget", bound.field.widget)
    value = bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    shown: Any = widget.format_value(value)
    if isinstance(shown, list):
        shown = next(iter(shown), "")
    return "" if shown is None else str(shown).replace("\r\n", "\n")


# ---------------------------------------------------------------- merging


class Merge:
    """What was opened, what is there now, and what came back: ``posted`` becomes what is to be shown next."""

    def __init__(self, opened: Mapping[str, str], now: Sheet, posted: QueryDict) -> None:
        self.opened = opened
        self.now = now
        self.posted = posted
        self.moved: list[Moved] = []
        self._places = dict(_places(posted))
        self._merge_fields()
        self._drop_rows()

    def _merge_fields(self) -> None:
        added = self.now.rows - {_row(name) for name in self.opened}
        for row in sorted(added - self._places.keys()):
            self.moved.append(Moved(_section(row), "新的一行（已经存好，不在下面）", "", _told(row, self.now.values)))
        for name, now in self.now.values.items():
            before = self.opened.get(name, "")
            if before != now and _row(name) not in added:
                self._merge_field(name, before, now)

    def _merge_field(self, name: str, before: str, now: str) -> None:
        where, field = self.now.fields[name]
        mine = self._mine(name)
        touched = mine is not None and mine != before
        told = _worded(field, mine) if touched else ""
        self.moved.append(Moved(where, str(field.label or name), _worded(field, before), _worded(field, now), told))
        if mine is not None and not touched:
            self.posted[self._posted_name(name)] = now

    def _mine(self, name: str) -> str | None:
        """What came back for a field; None for a row that is not on the page."""
        row = _row(name)
        if row and row not in self._places:
            return None
        return self.posted.get(self._posted_name(name), "").replace("\r\n", "\n")

    def _posted_name(self, name: str) -> str:
        row, field = _row(name), name.rpartition(":")[2]
        return f"{self._places[row]}-{field}" if row else field

    def _drop_rows(self) -> None:
        """Rows that another deleted: gone if this officer left them alone, else new ones."""
        gone = {row for row in self._places if row not in self.now.rows}
        kept = {row for row in gone if self._touched(_outermost(row, gone))}
        for row in sorted(gone):
            mine = "留在表单里，再保存时会重新加上" if row in kept else ""
            self.moved.append(Moved(_section(row), "整行", _told(row, self.opened), "（删去了）", mine))
            if row in kept:
                self.posted[f"{self._places[row]}-{_KEEP}"] = "1"
        lost = [self._places[row].rpartition("-") for row in gone]
        for prefix in sorted({prefix for prefix, _, _ in lost}, key=len, reverse=True):
            _renumber(self.posted, prefix, {int(number) for of, _, number in lost if of == prefix})

    def _touched(self, row: str) -> bool:
        names = (name for name in self.opened if name.startswith(row))
        return any(self._mine(name) not in (None, self.opened[name]) for name in names)


_KEEP: Final = "KEEP"
_MOST_ROWS: Final = 1000
_SECTIONS: Final = {
    "conditions": "条件",
    "awards": "给付",
    "citations": "引用",
    "relations": "关系",
    "facts": "事实",
    "options": "选项",
    "taken_as": "推知",
    "expectations": "预期",
}
_TELLING: Final = ("quote", "article", "fact", "note", "line", "to", "label", "because")
"""Fields by which a row is told from others, the best first."""


def _row(name: str) -> str:
    """The row that a field is in; blank for the record itself."""
    return name[: name.rfind(":") + 1]


def _outermost(row: str, gone: set[str]) -> str:
    name, key, *_ = row.split(":")
    outer = f"{name}:{key}:"
    return outer if outer in gone else row


def _section(row: str) -> str:
    return _SECTIONS.get(row.split(":", maxsplit=1)[0], "")


def _told(row: str, values: Mapping[str, str]) -> str:
    return next((values[row + name] for name in _TELLING if values.get(row + name)), "")


def _worded(field: Any, value: str | None) -> str:
    return said(field, value) or "（空）"


def _places(posted: QueryDict, prefix: str = "", at: str = "") -> Iterator[tuple[str, str]]:
    """The rows that came back, by name, each with the prefix of its fields."""
    for key in list(posted):
        name = key.removesuffix(f"-{INITIAL_FORM_COUNT}").removeprefix(prefix)
        if key == name or not key.startswith(prefix) or "-" in name:
            continue
        for number in range(_count(posted, f"{prefix}{name}-{INITIAL_FORM_COUNT}")):
            found = posted.get(f"{prefix}{name}-{number}-id") or posted.get(f"{prefix}{name}-{number}-slug")
            if found:
                row = f"{at}{name}:{found}:"
                yield row, f"{prefix}{name}-{number}"
                yield from _places(posted, f"{prefix}{name}-{number}-", row)


def _count(posted: QueryDict, name: str) -> int:
    text = posted.get(name, "")
    return min(int(text), _MOST_ROWS) if text.isdecimal() and len(text) <= len(str(_MOST_ROWS)) else 0


def _renumber(posted: QueryDict, prefix: str, lost: set[int]) -> None:
    """Put lost rows that are kept behind those that are still there, as new ones, and take the others away."""
    initial, total = (_count(posted, f"{prefix}-{name}") for name in (INITIAL_FORM_COUNT, TOTAL_FORM_COUNT))
    saved = [number for number in range(initial) if number not in lost]
    kept = [number for number in range(initial) if number in lost and posted.get(f"{prefix}-{number}-{_KEEP}")]
    order = [*saved, *kept, *range(initial, total)]
    rows = {number: _taken(posted, f"{prefix}-{number}-") for number in range(total)}
    for place, number in enumerate(order):
        for name, values in rows[number].items():
            if name != _KEEP and not (number in kept and _is_key(name)):
                posted.setlist(f"{prefix}-{place}-{name}", values)
        if number in kept:
            _renew(posted, f"{prefix}-{place}-")
    posted[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(saved))
    posted[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(order))


def _taken(posted: QueryDict, prefix: str) -> dict[str, list[str]]:
    names = [key for key in list(posted) if key.startswith(prefix)]
    return {key.removeprefix(prefix): posted.pop(key) for key in names}


def _is_key(name: str) -> bool:
    """Whether the field names a row, or the one it hangs on, that is no longer there."""
    return name == "id" or name.endswith(("-id", "-award"))


def _renew(posted: QueryDict, prefix: str) -> None:
    """The rows of a row that is new are new as well."""
    for key in list(posted):
        if key.startswith(prefix) and key.endswith(f"-{INITIAL_FORM_COUNT}"):
            posted[key] = "0"
