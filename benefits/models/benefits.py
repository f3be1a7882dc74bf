"""Benefits as staff edit them, with their conditions, awards, citations and relations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from benefits.models.documents import Clause, Document
from benefits.models.fields import (
    ADDRESS,
    SLUG,
    SLUG_HELP,
    SPAN_HELP,
    LinesField,
    check,
    code,
    days_possible,
    matches,
    one_of,
    span_forms,
)
from benefits.models.questions import Fact
from benefits.rules.terms import (
    Basis,
    Bound,
    Category,
    Force,
    IfNot,
    Kind,
    Operator,
    Period,
    Recipient,
    RelationKind,
    Subject,
    Whose,
)
from benefits.words.labels import LIFE_STAGES
from regions.models import Region

NO_SPAN = "0 days"
RUN_END = r"^([0-9]{1,5} (day|month)s?|length)$"
MOST = 1_000_000_000
MOST_YEARS = 30
"""A claim reaches at most so many years on, in at most so many yearly payments."""


class BenefitQuerySet(models.QuerySet["Benefit"]):
    """Named questions about working records."""

    def with_parts(self) -> BenefitQuerySet:
        """All rows that belong to the benefits, in five queries however many there are."""
        citations = Citation.objects.select_related("clause")
        return self.prefetch_related("conditions", "awards", models.Prefetch("citations", citations), "relations")


class Benefit(models.Model):
    """One thing a family can get or use, as staff are working on it."""

    region_path: ClassVar[str | None] = "region"

    id = models.CharField("编号", primary_key=True, help_text=SLUG_HELP)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="地区")
    title = models.CharField("标题")
    summary = models.TextField("一两句话说明", help_text="用家长的话，不用公文的话")
    kind = code(Kind, "类型", default=Kind.BENEFIT.value)
    category = code(Category, "类别")
    force = code(Force, "效力", default=Force.ENTITLEMENT.value)
    subject = code(Subject, "对象", default=Subject.FAMILY.value)
    recipient = code(Recipient, "给谁", default=Recipient.FAMILY.value)
    life_stage = models.CharField("阶段", blank=True, choices=[(stage, stage) for stage in LIFE_STAGES])
    since = models.DateField("自", null=True, blank=True, help_text="含当天")
    until = models.DateField("至", null=True, blank=True, help_text="含当天")
    asks = models.BooleanField(
        "可以引出问题",
        null=True,
        blank=True,
        choices=[(None, "照例"), (True, "是"), (False, "否")],
        help_text="照例：应当给家庭的福利，文件正在施行，或者当地只有征求意见稿的，可以引出问题；服务、鼓励做的、给单位的、重申别的福利的不引出。",
    )
    lead = LinesField("牵头部门", help_text="每行一个，照文件的写法")
    others = LinesField("其他部门", help_text="每行一个")
    where = models.TextField("到哪里办", blank=True)
    how = models.TextField("怎么办", blank=True)
    bring = LinesField("带什么", help_text="每行一样")
    deadline = models.CharField("办理期限", blank=True)
    note = models.TextField("备注", blank=True)
    changed = models.DateTimeField("最后修改", auto_now=True)
    changed_by = models.CharField("最后修改人", blank=True, editable=False, help_text="账号名")

    objects = BenefitQuerySet.as_manager()

    class Meta:
        verbose_name = "福利"
        verbose_name_plural = "福利"
        ordering = ["region_id", "id"]
        constraints = [
            matches("benefit", "id", SLUG, "编号只能用小写字母、数字、连字符。"),
            check("benefit_has_title", Q(title__regex=r"[^[:space:]]"), "请填标题。"),
            check("benefit_has_summary", Q(summary__regex=r"[^[:space:]]"), "请填说明。"),
            one_of("benefit", "kind", Kind),
            one_of("benefit", "category", Category),
            one_of("benefit", "force", Force),
            one_of("benefit", "subject", Subject),
            one_of("benefit", "recipient", Recipient),
            check("benefit_life_stage_known", Q(life_stage__in=["", *LIFE_STAGES]), "请从列出的阶段里选择。"),
            *days_possible("benefit", "since", "until"),
            check("benefit_since_before_until", Q(until__gte=F("since")), "“至”不能早于“自”。"),
        ]

    def __str__(self) -> str:
        return self.title


class Award(models.Model):
    """What a benefit gives under some conditions. Run and claim are laid out in columns."""

    region_path: ClassVar[str | None] = "benefit__region"

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="awards", verbose_name="福利")
    position = models.PositiveIntegerField("次序", default=0)
    line = models.CharField("项", default="基础", help_text="同一项里先符合的算，不同的项相加")
    number = models.FloatField("数额", null=True, blank=True)
    number_to = models.FloatField("数额到", null=True, blank=True, help_text="是范围才填")
    unit = models.CharField("单位", blank=True, help_text="元、天、%、平方米…")
    period = code(Period, "周期", default=Period.ONCE.value)
    per = models.CharField("周期的说法", blank=True, help_text="如 每次住院分娩")
    bound = code(Bound, "确切程度", default=Bound.EXACTLY.value)
    of = models.CharField("百分比的基数", blank=True)
    times_fact = models.ForeignKey(
        Fact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="乘以（数字事实）"
    )
    times_less = models.PositiveSmallIntegerField("先减去", default=0)
    cap_number = models.FloatField("封顶", null=True, blank=True)
    cap_period = code(Period, "封顶周期", blank=True)
    cap_per = models.CharField("封顶周期的说法", blank=True)
    since = models.DateField("自", null=True, blank=True, help_text="含当天")
    until = models.DateField("至", null=True, blank=True, help_text="含当天")
    run_at = models.ForeignKey(Fact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发放起算日")
    run_start = models.CharField("发放从", default=NO_SPAN, help_text=SPAN_HELP)
    run_end = models.CharField("发放到（前一天）", blank=True, help_text=SPAN_HELP + "；length＝按天数")
    claim_at = models.ForeignKey(
        Fact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="申领起算日"
    )
    claim_start = models.CharField("申领从", default=NO_SPAN, help_text=SPAN_HELP)
    claim_end = models.CharField("申领到（含当天）", blank=True, help_text=SPAN_HELP)
    claim_by_year = models.PositiveSmallIntegerField("申领到其后第几年年底", null=True, blank=True)
    claim_yearly = models.PositiveSmallIntegerField("按年发几次", default=1)
    claim_by = models.DateField("申领截止日", null=True, blank=True)
    sum = models.BooleanField("计入合计", null=True, blank=True, help_text="未知＝按效力")
    note = models.TextField("备注", blank=True)

    class Meta:
        verbose_name = "给付"
        verbose_name_plural = "给付"
        ordering = ["benefit_id", "position"]
        constraints = [
            # Conditions refer to the pair, so that an award's conditions are of its benefit.
            models.UniqueConstraint(fields=["id", "benefit"], name="award_id_and_benefit"),
            one_of("award", "period", Period),
            one_of("award", "bound", Bound),
            one_of("award", "cap_period", Period, blank=True),
            *(
                check(
                    f"award_{field}_in_range",
                    Q(**{f"{field}__gte": 0, f"{field}__lte": MOST}),
                    "数额要在 0 到 10 亿之间。",
                )
                for field in ("number", "number_to", "cap_number")
            ),
            check(
                "award_number_to_above_number",
                Q(number_to=None) | Q(number_to__gte=F("number")),
                "“数额到”不能小于“数额”。",
            ),
            check(
                "award_number_to_has_number", Q(number_to=None) | Q(number__isnull=False), "填了“数额到”也要填“数额”。"
            ),
            check("award_number_has_unit", Q(number=None) | ~Q(unit=""), "填了数额就要填单位。"),
            check(
                "award_cap_has_period",
                Q(cap_number=None, cap_period="", cap_per="") | (Q(cap_number__isnull=False) & ~Q(cap_period="")),
                "封顶数额和封顶周期要一起填。",
            ),
            check(
                "award_times_less_has_fact", Q(times_less=0) | Q(times_fact__isnull=False), "“先减去”要和“乘以”一起填。"
            ),
            check("award_times_less_small", Q(times_less__lte=MOST_YEARS), "“先减去”太大。"),
            *days_possible("award", "since", "until", "claim_by"),
            check("award_since_before_until", Q(until__gte=F("since")), "“至”不能早于“自”。"),
            *span_forms("award", "run_start", "claim_start", "claim_end"),
            matches("award", "run_end", RUN_END, "发放到请写成 36 months、188 days 或 length。", blank=True),
            check(
                "award_run_has_anchor",
                Q(run_at__isnull=False) | Q(run_start=NO_SPAN, run_end=""),
                "填了“发放从”“发放到”也要填“发放起算日”。",
            ),
            check(
                "award_claim_has_one_end",
                Q(
                    claim_at=None,
                    claim_start=NO_SPAN,
                    claim_end="",
                    claim_by_year=None,
                    claim_by=None,
                    claim_yearly=1,
                )
                | (~Q(claim_end="") & Q(claim_by_year=None, claim_by=None, claim_at__isnull=False))
                | Q(claim_end="", claim_by_year__isnull=False, claim_by=None, claim_at__isnull=False)
                | Q(claim_end="", claim_by_year=None, claim_by__isnull=False),
                "申领的结束要填一种，也只填一种：时长、年底或截止日；前两种还要填申领起算日。",
            ),
            check(
                "award_claim_years_small",
                Q(claim_yearly__gte=1, claim_yearly__lte=MOST_YEARS)
                & (Q(claim_by_year=None) | Q(claim_by_year__lte=MOST_YEARS)),
                "申领的年数要在 30 以内。",
            ),
        ]

    def __str__(self) -> str:
        number = "" if self.number is None else f"{self.number:g}{self.unit}"
        return " ".join(part for part in (self.line, number) if part)


class Condition(models.Model):
    """One row: whose · fact · operator · value. With an award, it is a condition of that award alone."""

    region_path: ClassVar[str | None] = "benefit__region"

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="conditions", verbose_name="福利")
    # The database also sees to it that the award is of the same benefit.
    award = models.ForeignKey(
        Award, models.CASCADE, null=True, blank=True, related_name="when", verbose_name="只对这项给付"
    )
    position = models.PositiveIntegerField("次序", default=0)
    whose = code(Whose, "谁的", blank=True, default=Whose.SUBJECT.value)
    fact = models.ForeignKey(
        Fact, models.PROTECT, null=True, blank=True, related_name="conditions", verbose_name="事实"
    )
    op = code(Operator, "比较", blank=True)
    value = models.JSONField("值", null=True, blank=True)
    any_of = models.CharField("任一组", blank=True, help_text="同一字母的几行，有一行符合即可")
    if_not = code(IfNot, "不满足时", default=IfNot.INELIGIBLE.value)
    basis = code(Basis, "依据", default=Basis.STATED.value)
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "条件"
        verbose_name_plural = "条件"
        ordering = ["benefit_id", "position"]
        constraints = [
            one_of("condition", "whose", Whose),
            one_of("condition", "op", Operator, blank=True),
            one_of("condition", "if_not", IfNot),
            one_of("condition", "basis", Basis),
            check(
                "condition_has_operator",
                Q(fact=None) | ~Q(op="") | Q(if_not=IfNot.TOLD.value),
                "选了事实就要选怎样比较。",
            ),
            check(
                "condition_without_fact_says_something",
                Q(fact__isnull=False)
                | (Q(op="", value__isnull=True, any_of="") & ~Q(note="") & ~Q(if_not=IfNot.INELIGIBLE.value)),
                "没有事实的一行只能是“存疑”或“仅告知”，要写说明，不填比较、值和任一组。",
            ),
            check(
                "condition_told_is_no_alternative",
                Q(any_of="") | ~Q(if_not=IfNot.TOLD.value),
                "“仅告知”的一行不能放进任一组。",
            ),
        ]

    def __str__(self) -> str:
        return self.note or f"{self.fact_id} {self.op} {self.value}"

    def save(self, *args: Any, **options: Any) -> None:
        """Save; the condition of an award belongs to the award's benefit."""
        if self.award is not None:
            self.benefit = self.award.benefit
        super().save(*args, **options)


class Citation(models.Model):
    """Where it is written: a clause with the words, or an article of a text that is not held."""

    region_path: ClassVar[str | None] = "benefit__region"

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="citations", verbose_name="福利")
    position = models.PositiveIntegerField("次序", default=0)
    document = models.ForeignKey(Document, models.PROTECT, related_name="citations", verbose_name="文件")
    # The database also sees to it that the clause is of the same document.
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="citations", verbose_name="条款"
    )
    quote = models.TextField("引文", blank=True, help_text="条款里的原话")
    article = models.CharField("条文号", blank=True, help_text="没有收录原文时填，如 第三条")
    url = models.CharField("官方网址", blank=True)

    class Meta:
        verbose_name = "引用"
        verbose_name_plural = "引用"
        ordering = ["benefit_id", "position"]
        constraints = [
            check(
                "citation_clause_or_article",
                (Q(clause__isnull=False) & Q(article="")) | (Q(clause=None) & ~Q(article="")),
                "选条款，或者填条文号，二者取一。",
            ),
            check(
                "citation_clause_has_quote",
                Q(clause=None) | Q(quote__regex=r"[^[:space:]]"),
                "引用条款要写引文。",
            ),
            matches("citation", "url", ADDRESS, "网址要以 http:// 或 https:// 开头。", blank=True),
        ]

    def __str__(self) -> str:
        return self.quote or self.article


class Relation(models.Model):
    """How a benefit stands to another."""

    region_path: ClassVar[str | None] = "benefit__region"

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="relations", verbose_name="福利")
    position = models.PositiveIntegerField("次序", default=0)
    kind = code(RelationKind, "关系")
    to = models.ForeignKey(Benefit, models.PROTECT, related_name="related_from", verbose_name="对哪项福利")
    since = models.DateField("自", null=True, blank=True, help_text="只有“取代”要填")

    class Meta:
        verbose_name = "关系"
        verbose_name_plural = "关系"
        ordering = ["benefit_id", "position"]
        constraints = [
            one_of("relation", "kind", RelationKind),
            *days_possible("relation", "since"),
            check("relation_not_to_itself", ~Q(to=F("benefit")), "福利不能和自己有关系。"),
            check(
                "relation_supersedes_since",
                Q(kind=RelationKind.SUPERSEDES.value, since__isnull=False)
                | (~Q(kind=RelationKind.SUPERSEDES.value) & Q(since=None)),
                "“取代”要填自哪天起，其他关系不填。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.to_id}"
