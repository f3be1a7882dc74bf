"""What every page of the desk has in common: an account reaches its own regions, and all it does is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import NestedObjects, NotRelationField, get_fields_from_path, unquote
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import BadRequest, FieldDoesNotExist, PermissionDenied, ValidationError
from django.core.validators import RegexValidator
from django.db import router, transaction
from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.forms import CharField
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benefits.content.characters import UNWRITABLE
from benefits.desk import deeds, differences, scopes
from benefits.desk.authorship import AUTHORED, sign
from benefits.desk.permissions import rights_of
from benefits.desk.roles import NOWHERE, Rights
from benefits.exchange.mistakes import UNSEEN
from benefits.models import Deed, Did
from regions.models import Region

if TYPE_CHECKING:
    AnyBaseAdmin = admin.options.BaseModelAdmin[Any]
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.options.InlineModelAdmin[Any, Any]
    AnyFormSet = BaseInlineFormSet[Any, Any, Any]
else:
    AnyBaseAdmin = AnyInline = AnyFormSet = object
    AnyModelAdmin = admin.ModelAdmin

_SHOWN = 200
"""So many of the latest deeds are shown beside a record."""

_ASKED = frozenset({"exact", "in", "isnull", "gt", "gte", "lt", "lte"})
"""How a list's filters ask for the values of a field."""

_WHOLES = ("reference", "benefit", "owner")
"""The names of the references from a part to its record: of an expectation, of a benefit's rows, of an inference."""

_SCOPES: dict[str, Callable[[QuerySet[Any], Rights], QuerySet[Any]]] = {
    "view": scopes.readable,
    "add": scopes.writable,
    "change": scopes.writable,
    "delete": scopes.writable,
    "review": scopes.reviewable,
}


class ScopedKeyWidget(ForeignKeyRawIdWidget):
    """A key to be typed, with the name of the record beside it if that is among the rows given."""

    def __init__(self, relation: Any, site: Any, rows: QuerySet[Any], **options: Any) -> None:
        super().__init__(relation, site, **options)
        self._rows = rows

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        """Nothing for what is no key of these rows."""
        try:
            known = self._rows.filter(pk=value).exists()
        except (ValueError, ValidationError):
            known = False
        return super().label_and_url_for_value(value) if known else ("", "")


class ScopedFields(AnyBaseAdmin):
    """References lead only to what the account may refer to, wherever the value comes from."""

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> QuerySet[Any]:
        """A region of its own; any other record that it can read."""
        model = db_field.related_model
        ordered: Any = super().get_field_queryset(db, db_field, request)
        rows: QuerySet[Any] = model._default_manager.all() if ordered is None else ordered
        if model is Region:
            return self.regions_to_choose(rows, rights_of(request.user))
        return scopes.readable(rows, rights_of(request.user)) if hasattr(model, "region_path") else rows

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """As stock; a text holds no character that a record's file could not."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if isinstance(field, CharField):
            field.validators.append(RegexValidator(UNWRITABLE, UNSEEN, inverse_match=True))
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """As stock, but a key that was typed is named only if the account may refer to it."""
        if db_field.name in self.raw_id_fields and "widget" not in options:
            rows = self.get_field_queryset(options.get("using"), db_field, request)
            options["widget"] = ScopedKeyWidget(db_field.remote_field, self.admin_site, rows)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def regions_to_choose(self, regions: QuerySet[Region], rights: Rights) -> QuerySet[Region]:
        """The regions that a record may be put into."""
        return scopes.writable(regions, rights)


class DeskAdmin(ScopedFields, AnyModelAdmin):
    """A list of records and the page of one, scoped by the account's appointments.

    The model says by ``region_path`` which region a record belongs to. ``owner`` names the field
    that leads to the record an officer knows it as part of (a clause's document). An action names
    what it needs as ``permissions``: view, change, delete or review; it runs only if that is
    allowed for every row chosen.
    """

    owner: ClassVar[str | None] = None
    # Counting a second time, without the filters, would tell nothing that an officer needs.
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return scopes.readable(super().get_queryset(request), rights_of(request.user))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request.user)
        return rights.can_read(NOWHERE) if obj is None else rights.can_read(scopes.region_of(obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._has_any(request, rights_of(request.user).writes)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request.user)
        return self._has_any(request, rights.writes) if obj is None else rights.can_write(scopes.region_of(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_review_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the account approves and publishes the record, or, without one, any at all."""
        rights = rights_of(request.user)
        return self._has_any(request, rights.reviews) if obj is None else rights.can_review(scopes.region_of(obj))

    def _has_any(self, request: HttpRequest, places: frozenset[str | None]) -> bool:
        if rights_of(request.user).unlimited:
            return True
        if scopes.region_path(self.model) is None:
            return NOWHERE in places
        return any(place is not NOWHERE for place in places)

    def check_has(self, request: HttpRequest, permission: str, obj: Any = None) -> None:
        """For pages of our own: raises PermissionDenied unless the account has the permission for the record."""
        held = getattr(self, f"has_{permission}_permission")
        # Stock admin asks about adding without a record.
        if not (held(request) if permission == "add" else held(request, obj)):
            raise PermissionDenied("您的账号不能对这条记录这样做。")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address says; who edits for one region alone finds it chosen."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        own = [place for place in rights_of(request.user).writes if place is not NOWHERE]
        chosen = {"region": own[0]} if len(own) == 1 and scopes.region_path(self.model) == "region" else {}
        return chosen | given

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """As stock, but of a field's values nothing except what filters ask: others fail on what they cannot read."""
        path, _, how = lookup.rpartition(LOOKUP_SEP)
        try:
            get_fields_from_path(self.model, path if path and how in _ASKED else lookup)
        except (FieldDoesNotExist, NotRelationField):
            return LOOKUP_SEP not in lookup
        return super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The stock list under the name of its records, whether the account may change them or not."""
        return super().changelist_view(request, {"title": self.opts.verbose_name_plural} | (extra_context or {}))

    # ------------------------------------------------------------ actions

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The stock actions, each held to the rows for which it is allowed."""
        stock: dict[str, Any] = super().get_actions(request)
        return {
            name: (_guarded(act, getattr(act, "allowed_permissions", ())), name, words)
            for name, (act, _, words) in stock.items()
        }

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """Runs the action chosen. Raises BadRequest for what is no key of these records, at which stock admin fails."""
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            if "\0" in key or not _is_key(self.model, key):
                raise BadRequest("not a key of these records")
        return super().response_action(request, *args, **kwargs)

    def rows_allowed(self, request: HttpRequest, permission: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the rows for which the account has view, add, change, delete or review."""
        return _SCOPES[permission](rows, rights_of(request.user))

    # ------------------------------------------------------------ deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """As stock, but what protects the records is named only if the account can read it, and parts go with them."""
        stock: Any = super().get_deleted_objects(objs, request)
        deleted, counts, needed, protected = stock
        return deleted, counts, needed - self._parts(), self._named(objs, request) if protected else []

    def _parts(self) -> set[str]:
        """The names of the kinds of rows that an officer knows as parts of these records."""
        owners = {model: getattr(page, "owner", None) for model, page in self.admin_site._registry.items()}
        return {
            str(model._meta.verbose_name)
            for model, owner in owners.items()
            if owner and model._meta.get_field(owner).related_model is self.model
        }

    def _named(self, objs: Any, request: HttpRequest) -> list[str]:
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        rights = rights_of(request.user)
        seen = [row for row in collector.protected if rights.can_read(scopes.region_of(row))]
        named = sorted({_named(row) for row in seen})
        return named if len(seen) == len(collector.protected) else [*named, "其他地区的记录"]

    # ------------------------------------------------------------ writing down

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """As stock; whoever changed anything of the record or its rows is its author now."""
        super().save_related(request, form, formsets, change)
        if not change or self.construct_change_message(request, form, formsets):
            self.sign(request, form.instance)

    def sign(self, request: HttpRequest, row: Any) -> None:
        """Note the account as the author of the record that the row belongs to, if it is of a kind that has one."""
        kind, key = self.record_of_row(row)
        if kind in AUTHORED:
            sign(request.user, kind, [str(key)])

    def record_of_row(self, row: Any) -> tuple[str, object]:
        """The kind and key under which deeds name the record that the row belongs to."""
        if self.owner is None:
            return str(self.opts.model_name), row.pk
        owner = self.model._meta.get_field(self.owner).related_model
        return str(owner._meta.model_name), getattr(row, f"{self.owner}_id")

    def region_of_row(self, row: Any) -> str | None:
        """The code of the region under which a deed about the row is listed."""
        return scopes.region_of(row)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """What was done to the record, from the list of deeds."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        self.check_has(request, "view", row)
        kind, key = self.record_of_row(row)
        context = self.admin_site.each_context(request) | {
            "title": f"修改记录：{row}",
            "row": row,
            "opts": self.opts,
            "deeds": Deed.objects.filter(kind=kind, key=str(key))[:_SHOWN],
        }
        return render(request, "admin/benefits/history.html", context)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:  # noqa: ARG002
        """What changed, field by field, for the list of deeds."""
        return [] if add else differences.changes(form, formsets)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._log(request, Did.ADDED, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._log(request, Did.CHANGED, obj, message) if message else None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return [self._log(request, Did.DELETED, row, []) for row in queryset]

    def _log(self, request: HttpRequest, what: Did, row: Any, message: Any) -> Any:
        kind, key = self.record_of_row(row)
        changes = message if isinstance(message, list) else []
        note = str(row) if self.owner or what is not Did.CHANGED else ""
        region = self.region_of_row(row)
        return deeds.record(request.user, what, kind, key, region, changes=changes, note=note)


class NamedCells(AnyFormSet):
    """The rows of a table: each field carries the name that stands at the head of its column."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The stock fields, named."""
        super().add_fields(form, index)
        for field in form.fields.values():
            # The widget of a reference is wrapped, and draws the one inside it.
            widget = getattr(field.widget, "widget", field.widget)
            if field.label:
                widget.attrs.setdefault("aria-label", field.label)


class DeskInline(ScopedFields, AnyInline):
    """Rows on the page of a record: who reads the record reads them, who writes it writes them."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        """The stock rows; in a table, where no field has a label beside it, with the name of each."""
        formset: Any = super().get_formset(request, obj, **options)
        in_table = self.template == admin.TabularInline.template
        return type(formset.__name__, (NamedCells, formset), {}) if in_table else formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request.user)
        return rights.can_read(NOWHERE if obj is None else scopes.region_of(obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request.user)
        return bool(rights.writes) or rights.unlimited if obj is None else rights.can_write(scopes.region_of(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


def _named(row: Any) -> str:
    """The row, or, where it is part of a record, what that is called."""
    whole = next((found for name in _WHOLES if (found := getattr(row, name, None))), None)
    kind = row._meta.verbose_name
    return f"{whole._meta.verbose_name}“{whole}”的{kind}" if whole else f"{kind}：{row}"


def _is_key(model: type[Model], text: str) -> bool:
    try:
        model._meta.pk.to_python(text)
    except ValidationError:
        return False
    return True


def _guarded(act: Callable[..., Any], permissions: Sequence[str]) -> Callable[..., Any]:
    @wraps(act)
    def guarded(admin_: Any, request: HttpRequest, rows: QuerySet[Any]) -> Any:
        chosen = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk"))
        allowed = [admin_.rows_allowed(request, permission, chosen).count() for permission in permissions]
        refused = chosen.count() - min(allowed, default=0) if permissions else 0
        if refused:
            messages.error(request, f"选中的记录里有 {refused} 项不归您的账号处理，一项也没有动。")
            return None
        with transaction.atomic():
            return act(admin_, request, rows)

    return guarded
