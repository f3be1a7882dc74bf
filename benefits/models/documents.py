"""Official documents and the tree of their clauses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from benefits.documents import Kind
from benefits.models.fields import ADDRESS, SLUG, SLUG_HELP, LinesField, check, code, days_possible, matches, one_of
from benefits.rules.terms import Status
from regions.models import Region

KINDS: dict[Kind, str] = {
    "preamble": "文首",
    "chapter": "章",
    "article": "条",
    "section": "节",
    "item": "项",
    "paragraph": "段",
    "closing": "文末",
}


class Document(models.Model):
    """One official document of one region."""

    region_path: ClassVar[str | None] = "region"

    slug = models.CharField("编号", primary_key=True, help_text=SLUG_HELP)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="地区")
    title = models.CharField("标题")
    number = models.CharField("文号", blank=True)
    issuer = models.CharField("发文机关")
    date = models.DateField("发文日期", null=True, blank=True)
    status = code(Status, "状态", default=Status.IN_FORCE.value)
    source_url = models.CharField("原文网址", blank=True)
    source = models.TextField(
        "整理后的全文", blank=True, editable=False, help_text="收录时的全文，一行一段；条款连起来必须和它一字不差"
    )
    changed = models.DateTimeField("最后修改", auto_now=True)
    changed_by = models.CharField("最后修改人", blank=True, editable=False, help_text="账号名")

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        ordering = ["region_id", "slug"]
        constraints = [
            matches("document", "slug", SLUG, "编号只能用小写字母、数字、连字符。"),
            check("document_has_title", Q(title__regex=r"[^[:space:]]"), "请填标题。"),
            check("document_has_issuer", Q(issuer__regex=r"[^[:space:]]"), "请填发文机关。"),
            one_of("document", "status", Status),
            *days_possible("document", "date"),
            matches("document", "source_url", ADDRESS, "网址要以 http:// 或 https:// 开头。", blank=True),
        ]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """One numbered, titled or plain passage; its lines in the document are ``number + text``."""

    region_path: ClassVar[str | None] = "document__region"

    document = models.ForeignKey(Document, models.CASCADE, related_name="clauses", verbose_name="文件")
    # The database also sees to it that the clause above is of the same document.
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="上级条款"
    )
    position = models.PositiveIntegerField("次序")
    anchor = models.CharField("定位符", help_text="网页地址里用，拆分时生成")
    kind = models.CharField("类别", choices=list(KINDS.items()))
    label = models.CharField("条款号", help_text="引用时的写法，如 二（四）12")
    number = models.CharField("原文编号", blank=True)
    title = models.CharField("小标题", blank=True)
    text = models.TextField("正文", blank=True)
    departments = models.JSONField("责任部门", null=True, blank=True)
    doubts = LinesField("拆分疑点")

    class Meta:
        verbose_name = "条款"
        verbose_name_plural = "条款"
        ordering = ["document_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "anchor"], name="clause_anchor_unique_in_document"),
            models.UniqueConstraint(
                fields=["document", "position"],
                name="clause_position_unique_in_document",
                deferrable=models.Deferrable.DEFERRED,
            ),
            # Citations and clauses refer to the pair, so that both ends are of one document.
            models.UniqueConstraint(fields=["id", "document"], name="clause_id_and_document"),
            matches("clause", "anchor", r"^[A-Za-z0-9][A-Za-z0-9._-]*$", "定位符只能用字母、数字和连字符。"),
            check("clause_kind_known", Q(kind__in=list(KINDS)), "请从列出的类别里选择。"),
            check("clause_has_label", ~Q(label=""), "请填条款号。"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title or self.text[:20]}（{self.document_id}）"


class NothingGranted(models.Model):
    """A clause that an officer has looked at and that gives no family anything.

    While the document has no such clause, ``clause`` is None and ``words`` is what stood in it: when these words come
    back, so does the mark.
    """

    region_path: ClassVar[str | None] = "document__region"

    document = models.ForeignKey(Document, models.CASCADE, related_name="nothing_granted", verbose_name="文件")
    # The database also sees to it that the clause is of the same document.
    clause = models.OneToOneField(
        Clause, models.CASCADE, null=True, blank=True, related_name="nothing_granted", verbose_name="条款"
    )
    words = models.TextField("条款的原文", blank=True)
    reason = models.CharField("理由", max_length=200)
    by = models.CharField("标记人", help_text="账号名")
    at = models.DateTimeField("标记时间", default=timezone.now)

    class Meta:
        verbose_name = "没有待遇的条款"
        verbose_name_plural = "没有待遇的条款"
        ordering = ["document_id", "clause_id"]
        constraints = [
            check(
                "nothing_granted_of_clause_or_words",
                Q(clause__isnull=False, words="") | (Q(clause=None) & ~Q(words="")),
                "标记要属于一条条款，或者记下条款的原文。",
            ),
            check("nothing_granted_has_reason", Q(reason__regex=r"[^[:space:]]"), "请写为什么没有待遇。"),
            check("nothing_granted_has_author", ~Q(by=""), "没有标记人。"),
        ]

    def __str__(self) -> str:
        return f"{self.clause or self.words}：{self.reason}"
