"""Accounts and what they are appointed to, kept by administrators of their regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from benefits.admin.base import DeskAdmin, DeskInline
from benefits.desk import deeds
from benefits.desk.permissions import rights_of
from benefits.desk.roles import NOWHERE, Rights
from benefits.desk.sessions import end_sessions
from benefits.desk.witness import ACCOUNT
from benefits.models import Appointment, Did
from regions.models import Region

if TYPE_CHECKING:
    AppointmentTabular = admin.TabularInline[Appointment, User]
    StockUserAdmin = UserAdmin[User]
    AppointmentFormSet = BaseInlineFormSet[Appointment, User, Any]
else:
    AppointmentTabular, StockUserAdmin, AppointmentFormSet = admin.TabularInline, UserAdmin, BaseInlineFormSet

# Kept by the sign-in itself; officers see their own on its pages.
for model in (User, Group, EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


_HELP = {
    "username": "操作记录里写着这个名字，不能改",
    "is_active": "不打勾，就不能再登录。账号不能删除，因为操作记录里写着它",
}


def administered(accounts: QuerySet[User], rights: Rights) -> QuerySet[User]:
    """The accounts that have an appointment in a region whose accounts these rights keep."""
    if rights.unlimited:
        return accounts
    own = Appointment.objects.filter(rights.administrable("region"), account=OuterRef("pk"))
    return accounts.filter(Exists(own), is_superuser=False)


class AppointmentsOfOne(AppointmentFormSet):
    """An account is appointed to something; one that is needed no more is switched off."""

    def get_queryset(self) -> QuerySet[Appointment]:
        return super().get_queryset().select_related("region")


class AppointmentInline(DeskInline, AppointmentTabular):
    """What the account is appointed to."""

    model = Appointment
    formset = AppointmentsOfOne
    fields = ["region", "role", "questions"]
    autocomplete_fields = ["region"]
    extra = 0
    min_num = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        return super().get_formset(request, obj, **{"validate_min": True, **options})

    def regions_to_choose(self, regions: QuerySet[Region], rights: Rights) -> QuerySet[Region]:
        return regions.filter(rights.administrable("code"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        """Questions are the whole country's, and so is the right to them."""
        return [] if rights_of(request.user).can_administer(NOWHERE) else ["questions"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return _keeps_accounts(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _keeps_accounts(request) and (obj is None or _may_change(request, obj))


@admin.register(User)
class AccountAdmin(DeskAdmin, StockUserAdmin):
    """Accounts of officers: made, appointed, switched off, given a new password; never deleted, since deeds name them.

    An administrator changes an account only if all it is appointed to lies in the administrator's own
    regions, and never its own. One with the right to the questions is the whole country's administrator's.
    """

    list_display = ["username", "appointed_to", "second_factor", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username"]
    search_help_text = "账号名"
    ordering = ["username"]
    filter_horizontal = []
    add_form = UserCreationForm
    readonly_fields = ["last_login", "appointed_to", "second_factor", "new_password"]
    fieldsets = [(None, {"fields": ["username", "is_active", "last_login", "second_factor", "new_password"]})]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["username", "password1", "password2"]})]
    inlines = [AppointmentInline]
    actions = ["end_all_sessions", "reset_second_factor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        found = administered(User.objects.all(), rights_of(request.user))
        totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        return found.annotate(enrolled=Exists(totp)).prefetch_related("appointments__region").order_by("username")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _keeps_accounts(request) and (obj is None or _keeps(request, obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _keeps_accounts(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _keeps_accounts(request) and (obj is None or _may_change(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def rows_allowed(self, request: HttpRequest, permission: str, rows: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """The accounts that may be changed."""
        return rows.filter(pk__in=[row.pk for row in rows if _may_change(request, row)])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:  # noqa: ARG002
        """Deeds and proposals name the account by its name, so it stays."""
        return [*self.readonly_fields, *(["username"] if obj else [])]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        return super().get_form(request, obj, change=change, **{"help_texts": _HELP if obj else {}, **options})

    # ------------------------------------------------------------ columns

    @admin.display(description="任职")
    def appointed_to(self, account: User) -> str:
        return "、".join(str(one) for one in account.appointments.all()) or ("全部" if account.is_superuser else "无")

    @admin.display(description="第二道验证", boolean=True)
    def second_factor(self, account: Any) -> bool:
        return bool(account.enrolled)

    @admin.display(description="密码")
    def new_password(self, account: User) -> str:
        return format_html('<a href="{}">重设密码</a>', reverse("admin:auth_user_password_change", args=[account.pk]))

    # ------------------------------------------------------------ actions

    @admin.action(description="结束选中账号的登录", permissions=["change"])
    def end_all_sessions(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Sign the accounts out everywhere."""
        for account in accounts:
            found = UserSession.objects.purge_and_list(account)
            end_sessions(found, account.get_username(), request.user.get_username())
        messages.success(request, "选中的账号都已退出。")

    @admin.action(description="重设第二道验证（换了手机）", permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        """Have the accounts enrol anew at their next sign-in, and end what is open in their name."""
        for account in accounts:
            Authenticator.objects.filter(user=account).delete()
            end_sessions(list(UserSession.objects.filter(user=account)), account.username, request.user.get_username())
            note = "管理员重设，下次登录时重新绑定"
            deeds.record(request.user, Did.SECOND_FACTOR, ACCOUNT, account.username, note=note)
        messages.success(request, "已重设：下次登录时重新绑定手机。")

    # ------------------------------------------------------------ writing down

    def record_of_row(self, row: Any) -> tuple[str, object]:
        return ACCOUNT, row.username

    def region_of_row(self, row: Any) -> str | None:  # noqa: ARG002
        return None

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:  # noqa: ARG002
        """What changed; of a new account what it is appointed to; of a new password only that there is one."""
        if formsets is None:
            return "管理员重设了密码"
        return super().construct_change_message(request, form, formsets, add=False)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if isinstance(message, str):
            return deeds.record(request.user, Did.PASSWORD, ACCOUNT, obj.username, note=message)
        return super().log_change(request, obj, message)


def _keeps_accounts(request: HttpRequest) -> bool:
    rights = rights_of(request.user)
    return rights.unlimited or bool(rights.administers)


def _keeps(request: HttpRequest, account: User) -> bool:
    return administered(User.objects.filter(pk=account.pk), rights_of(request.user)).exists()


def _may_change(request: HttpRequest, account: User) -> bool:
    """Whether all that the account may do is this administrator's to give, and it is another's account."""
    rights = rights_of(request.user)
    if account.pk == request.user.pk:
        return False
    if rights.unlimited:
        return True
    if not _keeps(request, account):
        return False
    own = rights.administrable("region") & Q(questions=False)
    return rights.can_administer(NOWHERE) or not Appointment.objects.filter(account=account).exclude(own).exists()
