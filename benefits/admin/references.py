"""Reference households: families that guard publishing, kept from a check that an officer has just made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from benefits.admin.base import DeskAdmin, DeskInline
from benefits.admin.expecting import ExpectationForm, expecting
from benefits.admin.merging import VersionedAdmin
from benefits.desk import scopes
from benefits.desk.permissions import check_can_write, rights_of
from benefits.editions.catalogue import Catalogue, catalogue
from benefits.households import cookie
from benefits.households import format as households
from benefits.households.cookie import Visit
from benefits.models import ReferenceExpectation, ReferenceHousehold
from benefits.questionnaire.answer_sheet import answer_sheet
from benefits.questionnaire.interview import Interview, places
from benefits.references.stored import read_row
from benefits.review.guarding import standing_of
from benefits.rules.household import Household
from benefits.today import today
from regions.models import Region

if TYPE_CHECKING:
    ExpectationStacked = admin.StackedInline[ReferenceExpectation, ReferenceHousehold]
else:
    ExpectationStacked = admin.StackedInline


class ExpectationInline(DeskInline, ExpectationStacked):
    """What the texts give this family, row by row."""

    model = ReferenceExpectation
    form = ExpectationForm
    autocomplete_fields = ["benefit"]
    extra = 0
    fieldsets = [
        (None, {"fields": [("benefit", "subject", "verdict"), ("clause", "because")]}),
        (
            "数额和日期（不填的不核对）",
            {
                "fields": [
                    ("amount", "amount_to", "months_total", "months_due"),
                    ("opens_on", "ends_on", "apply_by"),
                    ("missing", "gap"),
                ],
                "classes": ["collapse"],
            },
        ),
    ]

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        """Rows that offer the persons of this family."""
        return super().get_formset(request, obj, **options | ({"form": expecting(obj)} if obj else {}))


@admin.register(ReferenceHousehold)
class ReferenceHouseholdAdmin(VersionedAdmin, DeskAdmin):
    """The households, each with its answers, what is expected, and what it is told now."""

    list_display = ["title", "slug", "region", "as_of", "active", "changed"]
    list_display_links = ["title"]
    list_filter = [("region", admin.RelatedOnlyFieldListFilter), "active"]
    list_select_related = ["region"]
    search_fields = ["slug", "title"]
    search_help_text = "编号或说明里的字"
    list_per_page = 50
    inlines = [ExpectationInline]
    fields = ["slug", "title", "region", "as_of", "active", "answers", "findings"]
    readonly_fields = ["slug", "answers", "findings"]
    change_list_template = "admin/benefits/review/references.html"
    change_form_template = "admin/benefits/review/reference.html"

    @admin.display(description="这家人的回答")
    def answers(self, row: ReferenceHousehold) -> SafeString:
        """The answers in words, by section."""
        held = catalogue(today())
        household = read_row(row, held.facts()).household
        return render_to_string("admin/benefits/review/answers.html", {"sections": _sheet(held, household, row.as_of)})

    @admin.display(description="预期和现在的结果")
    def findings(self, row: ReferenceHousehold) -> SafeString:
        """What is expected beside what parents of this family are told now."""
        held = catalogue(today())
        outcomes = standing_of(held, read_row(row, held.facts()))
        context = {"outcomes": outcomes, "agreeing": sum(not differences for _, _, differences in outcomes)}
        return render_to_string("admin/benefits/review/outcomes.html", context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What came with the fixtures would come again: it is put out of use instead."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.seeded is None)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """A household is kept from a check, never typed."""
        return redirect("admin:benefits_referencehousehold_keep")

    def get_urls(self) -> list[URLPattern]:
        """Keeping the family just checked, and checking with a family that is kept."""
        site = self.admin_site
        name = "benefits_referencehousehold"
        return [
            path("keep/", site.admin_view(self.keep), name=f"{name}_keep"),
            path("<slug:slug>/check/", site.admin_view(require_POST(self.check_again)), name=f"{name}_check"),
            *super().get_urls(),
        ]

    def keep(self, request: HttpRequest) -> HttpResponse:
        """Keep the answers that this browser's check has left, and nothing else of it; a POST keeps them."""
        if not self.has_add_permission(request):
            raise PermissionDenied("您的账号不能留参照家庭。")
        held = catalogue(today())
        household = cookie.read(request, held.facts()).household
        form = KeepingForm(request.POST or None, regions=self._regions(request))
        if request.method == "POST" and form.is_valid() and household != Household():
            row = self._kept(request, form, household)
            messages.success(request, "已留作参照。请在下面写明：哪项福利、对谁、应当是什么结果、依据哪一条。")
            return redirect(reverse("admin:benefits_referencehousehold_change", args=[row.pk]))
        context = self.admin_site.each_context(request) | {
            "title": "把刚才自查的家庭留作参照",
            "opts": self.opts,
            "media": self.media + form.media,
            "form": form,
            "sections": _sheet(held, household, today()) if household != Household() else [],
        }
        return TemplateResponse(request, "admin/benefits/review/keep.html", context)

    def _regions(self, request: HttpRequest) -> Any:
        return scopes.writable(Region.objects.all(), rights_of(request.user)).order_by("code")

    def _kept(self, request: HttpRequest, form: KeepingForm, household: Household) -> ReferenceHousehold:
        given = form.cleaned_data
        check_can_write(request.user, given["region"].pk)
        with transaction.atomic():
            row = ReferenceHousehold.objects.create(household=households.dump(household), **given)
            self.sign(request, row)
            self.log_addition(request, row, [])
        return row

    def check_again(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Go on with this family's answers in the check itself, as a parent would."""
        rows = scopes.readable(ReferenceHousehold.objects.all(), rights_of(request.user))
        row = get_object_or_404(rows, pk=slug)
        response = redirect("benefits:answers")
        cookie.save(response, Visit(read_row(row, catalogue(today()).facts()).household))
        return response


class KeepingForm(forms.Form):
    """What a household is called, who looks after it, and the day it is assessed on."""

    slug = forms.SlugField(
        label="编号", help_text="小写字母、数字、连字符，以后不再改，如 jinan-second-child", max_length=60
    )
    title = forms.CharField(
        label="说明",
        max_length=100,
        help_text="这家人是什么情况，如 济南，二宝2024年5月1日出生。不要写姓名、电话、住址。",
        widget=forms.TextInput(attrs={"size": 60}),
    )
    region = forms.ModelChoiceField(Region.objects.none(), label="由哪个地区维护")
    as_of = forms.DateField(label="按哪一天算", widget=AdminDateWidget)

    def __init__(self, data: Any = None, *, regions: Any) -> None:
        super().__init__(data, initial={"as_of": today(), "region": regions.first()})
        field: Any = self.fields["region"]
        field.queryset = regions

    def clean_slug(self) -> str:
        """An id that is free: keeping never overwrites another family."""
        slug: str = self.cleaned_data["slug"].lower()
        if ReferenceHousehold.objects.filter(slug=slug).exists():
            raise forms.ValidationError("已经有这个编号了，请换一个。")
        return slug


def _sheet(held: Catalogue, household: Household, as_of: date) -> Any:
    plan = held.plan_for(places(household))
    return answer_sheet(Interview(plan, held.questions(), household, as_of))
