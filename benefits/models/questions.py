"""Questions, the facts they ask for, and the options of these."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from benefits.models.fields import SLUG, SLUG_HELP, check, code, matches, one_of
from benefits.rules.facts import FactType, Form, Holder, How


class Question(models.Model):
    """The wording by which facts are asked, once, for all benefits."""

    region_path: ClassVar[str | None] = None

    slug = models.CharField("编号", primary_key=True, help_text=SLUG_HELP)
    order = models.IntegerField("次序", help_text="小的先问")
    section = models.CharField("部分", help_text="页面上方的小标题，如 工作")
    heading = models.CharField("问题", help_text="{place} 会换成家庭所在地")
    form = code(Form, "形式")
    help = models.TextField("说明", blank=True)
    unsure = models.BooleanField("可以答“不清楚”", default=True)
    why = models.TextField(
        "为什么问这个", blank=True, help_text="一两句话，写给家长看；会影响哪些待遇，页面自己列在下面"
    )
    changed = models.DateTimeField("最后修改", auto_now=True)
    changed_by = models.CharField("最后修改人", blank=True, editable=False, help_text="账号名")

    class Meta:
        verbose_name = "问题"
        verbose_name_plural = "问题"
        ordering = ["order", "slug"]
        constraints = [
            matches("question", "slug", SLUG, "编号只能用小写字母、数字、连字符。"),
            one_of("question", "form", Form),
        ]

    def __str__(self) -> str:
        return self.heading or self.slug


class Fact(models.Model):
    """Something about a household that conditions read."""

    region_path: ClassVar[str | None] = None

    slug = models.CharField("编号", primary_key=True, help_text=SLUG_HELP)
    question = models.ForeignKey(Question, models.CASCADE, related_name="facts", verbose_name="问题")
    position = models.PositiveIntegerField("次序", default=0)
    holder = code(Holder, "谁的")
    type = code(FactType, "类型")
    label = models.CharField("名称", help_text="短语，列条件时用，如 户籍所在地")
    how = code(How, "来源", default=How.ASKED.value)
    ask = models.CharField("问法", blank=True, help_text="接在“妈妈”“大宝”之后的话")
    topic = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="opens", verbose_name="所属话题"
    )
    otherwise = models.JSONField(
        "未选话题时视为", null=True, blank=True, help_text="填 false、true、数字，或带引号的文字"
    )
    said = models.CharField(
        "一句话里的说法", blank=True, help_text="接在“妈妈”“大宝”之后，{} 换成地方或选项，如 户口在{}"
    )
    changeable = models.BooleanField(
        "家里可以改变", default=False, help_text="不符合时，清单会告诉这个家庭怎样改变；要先填“一句话里的说法”"
    )

    class Meta:
        verbose_name = "事实"
        verbose_name_plural = "事实"
        ordering = ["question_id", "position"]
        constraints = [
            matches("fact", "slug", SLUG, "编号只能用小写字母、数字、连字符。"),
            one_of("fact", "holder", Holder),
            one_of("fact", "type", FactType),
            one_of("fact", "how", How),
            check("fact_has_label", Q(label__regex=r"[^[:space:]]"), "请填名称。"),
            check(
                "fact_otherwise_has_topic",
                Q(otherwise__isnull=True) | Q(topic__isnull=False),
                "“未选话题时视为”要和“所属话题”一起填。",
            ),
            check(
                "fact_changeable_is_said",
                Q(changeable=False) | ~Q(said=""),
                "“家里可以改变”要和“一句话里的说法”一起填。",
            ),
            check("fact_is_not_its_own_topic", ~Q(topic=F("slug")), "事实不能是自己的话题。"),
        ]

    def __str__(self) -> str:
        return f"{self.label}（{self.slug}）"


class Option(models.Model):
    """One choice of a choice fact."""

    region_path: ClassVar[str | None] = None

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="options", verbose_name="事实")
    position = models.PositiveIntegerField("次序", default=0)
    value = models.CharField("值", help_text="条件里用的值，发布后不再改")
    label = models.CharField("选项")
    help = models.CharField("说明", blank=True)

    class Meta:
        verbose_name = "选项"
        verbose_name_plural = "选项"
        ordering = ["fact_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["fact", "value"], name="option_value_unique_in_fact"),
            check("option_has_value", Q(value__regex=r"[^[:space:]]"), "请填值。"),
            check("option_has_label", Q(label__regex=r"[^[:space:]]"), "请填选项。"),
        ]

    def __str__(self) -> str:
        return self.label


class TakenAs(models.Model):
    """When another fact has one of some values, the owner need not be asked: its value follows."""

    region_path: ClassVar[str | None] = None

    owner = models.ForeignKey(Fact, models.CASCADE, related_name="taken_as", verbose_name="事实")
    position = models.PositiveIntegerField("次序", default=0)
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="settles", verbose_name="当这件事")
    among = models.JSONField("是其中之一", help_text='如 ["none", "flexible"] 或 [true]')
    value = models.JSONField("视为", null=True, blank=True, help_text="填 false、true、数字，或带引号的文字")
    same_as = models.ForeignKey(
        Fact, models.PROTECT, null=True, blank=True, related_name="lends", verbose_name="视为与此相同"
    )

    class Meta:
        verbose_name = "推知"
        verbose_name_plural = "推知"
        ordering = ["owner_id", "position"]
        constraints = [
            check(
                "taken_as_gives_one_value",
                Q(value__isnull=True, same_as__isnull=False) | Q(value__isnull=False, same_as=None),
                "“视为”和“视为与此相同”填一个，也只填一个。",
            ),
            check("taken_as_is_not_circular", ~Q(fact=F("owner")), "事实不能由自己推知。"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} ← {self.fact_id}"
