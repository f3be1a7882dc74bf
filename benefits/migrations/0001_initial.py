from __future__ import annotations

import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import benefits.models.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Benefit",
            fields=[
                (
                    "id",
                    models.CharField(
                        help_text="小写字母、数字、连字符，发布后不再改",
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("title", models.CharField(verbose_name="标题")),
                ("summary", models.TextField(help_text="用家长的话，不用公文的话", verbose_name="一两句话说明")),
                (
                    "kind",
                    models.CharField(
                        choices=[("benefit", "福利"), ("service", "服务")],
                        default="benefit",
                        verbose_name="类型",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("cash", "现金补贴"),
                            ("leave", "假期"),
                            ("insurance", "医疗与生育保险"),
                            ("health", "健康服务"),
                            ("childcare", "托育"),
                            ("education", "教育"),
                            ("housing", "住房"),
                            ("tax", "税收"),
                            ("employment", "就业与工作"),
                            ("protection", "困难与特殊保障"),
                            ("fp_family", "计划生育家庭"),
                            ("community", "社区与环境"),
                            ("admin", "办事便利"),
                        ],
                        verbose_name="类别",
                    ),
                ),
                (
                    "force",
                    models.CharField(
                        choices=[
                            ("entitlement", "应享"),
                            ("encouraged", "鼓励"),
                            ("planned", "计划中"),
                            ("exploratory", "探索"),
                            ("refers_up", "按上级规定"),
                        ],
                        default="entitlement",
                        verbose_name="效力",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("family", "全家"),
                            ("mother", "妈妈"),
                            ("father", "爸爸"),
                            ("each_parent", "父母每人"),
                            ("each_child", "每个孩子"),
                            ("each_birth", "每次分娩"),
                        ],
                        default="family",
                        verbose_name="对象",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        choices=[("family", "家庭"), ("institution", "机构")],
                        default="family",
                        verbose_name="给谁",
                    ),
                ),
                (
                    "life_stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("备婚备孕", "备婚备孕"),
                            ("怀孕分娩", "怀孕分娩"),
                            ("0-3岁", "0-3岁"),
                            ("3-6岁", "3-6岁"),
                            ("上学", "上学"),
                            ("全家", "全家"),
                            ("老人", "老人"),
                        ],
                        verbose_name="阶段",
                    ),
                ),
                ("since", models.DateField(blank=True, help_text="含当天", null=True, verbose_name="自")),
                ("until", models.DateField(blank=True, help_text="含当天", null=True, verbose_name="至")),
                (
                    "asks",
                    models.BooleanField(
                        blank=True, help_text="未知＝按默认规则", null=True, verbose_name="可以引出问题"
                    ),
                ),
                (
                    "lead",
                    benefits.models.fields.LinesField(
                        blank=True, default=list, help_text="每行一个，照文件的写法", size=None, verbose_name="牵头部门"
                    ),
                ),
                (
                    "others",
                    benefits.models.fields.LinesField(
                        blank=True, default=list, help_text="每行一个", size=None, verbose_name="其他部门"
                    ),
                ),
                ("where", models.TextField(blank=True, verbose_name="到哪里办")),
                ("how", models.TextField(blank=True, verbose_name="怎么办")),
                (
                    "bring",
                    benefits.models.fields.LinesField(
                        blank=True, default=list, help_text="每行一样", size=None, verbose_name="带什么"
                    ),
                ),
                ("deadline", models.CharField(blank=True, verbose_name="办理期限")),
                ("note", models.TextField(blank=True, verbose_name="备注")),
                ("changed", models.DateTimeField(auto_now=True, verbose_name="最后修改")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="regions.region", verbose_name="地区"
                    ),
                ),
            ],
            options={
                "verbose_name": "福利",
                "verbose_name_plural": "福利",
                "ordering": ["region_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="次序")),
                (
                    "line",
                    models.CharField(default="基础", help_text="同一项里先符合的算，不同的项相加", verbose_name="项"),
                ),
                ("number", models.FloatField(blank=True, null=True, verbose_name="数额")),
                ("number_to", models.FloatField(blank=True, help_text="是范围才填", null=True, verbose_name="数额到")),
                ("unit", models.CharField(blank=True, help_text="元、天、%、平方米…", verbose_name="单位")),
                (
                    "period",
                    models.CharField(
                        choices=[
                            ("once", "一次性"),
                            ("month", "每月"),
                            ("year", "每年"),
                            ("school_year", "每学年"),
                            ("event", "每次"),
                            ("standard", "标准"),
                        ],
                        default="once",
                        verbose_name="周期",
                    ),
                ),
                ("per", models.CharField(blank=True, help_text="如 每次住院分娩", verbose_name="周期的说法")),
                (
                    "bound",
                    models.CharField(
                        choices=[
                            ("exactly", "正好"),
                            ("at_least", "至少"),
                            ("at_most", "最多"),
                            ("on_average", "平均"),
                        ],
                        default="exactly",
                        verbose_name="确切程度",
                    ),
                ),
                ("of", models.CharField(blank=True, verbose_name="百分比的基数")),
                ("times_less", models.PositiveSmallIntegerField(default=0, verbose_name="先减去")),
                ("cap_number", models.FloatField(blank=True, null=True, verbose_name="封顶")),
                (
                    "cap_period",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("once", "一次性"),
                            ("month", "每月"),
                            ("year", "每年"),
                            ("school_year", "每学年"),
                            ("event", "每次"),
                            ("standard", "标准"),
                        ],
                        verbose_name="封顶周期",
                    ),
                ),
                ("cap_per", models.CharField(blank=True, verbose_name="封顶周期的说法")),
                ("since", models.DateField(blank=True, help_text="含当天", null=True, verbose_name="自")),
                ("until", models.DateField(blank=True, help_text="含当天", null=True, verbose_name="至")),
                (
                    "run_start",
                    models.CharField(
                        default="0 days", help_text="如 36 months（月）或 188 days（天）", verbose_name="发放从"
                    ),
                ),
                (
                    "run_end",
                    models.CharField(
                        blank=True,
                        help_text="如 36 months（月）或 188 days（天）；length＝按天数",
                        verbose_name="发放到（前一天）",
                    ),
                ),
                (
                    "claim_start",
                    models.CharField(
                        default="0 days", help_text="如 36 months（月）或 188 days（天）", verbose_name="申领从"
                    ),
                ),
                (
                    "claim_end",
                    models.CharField(
                        blank=True, help_text="如 36 months（月）或 188 days（天）", verbose_name="申领到（含当天）"
                    ),
                ),
                (
                    "claim_by_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="申领到其后第几年年底"),
                ),
                ("claim_yearly", models.PositiveSmallIntegerField(default=1, verbose_name="按年发几次")),
                ("claim_by", models.DateField(blank=True, null=True, verbose_name="申领截止日")),
                ("sum", models.BooleanField(blank=True, help_text="未知＝按效力", null=True, verbose_name="计入合计")),
                ("note", models.TextField(blank=True, verbose_name="备注")),
                (
                    "benefit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="benefits.benefit",
                        verbose_name="福利",
                    ),
                ),
            ],
            options={
                "verbose_name": "给付",
                "verbose_name_plural": "给付",
                "ordering": ["benefit_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "slug",
                    models.CharField(
                        help_text="小写字母、数字、连字符，发布后不再改",
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("title", models.CharField(verbose_name="标题")),
                ("number", models.CharField(blank=True, verbose_name="文号")),
                ("issuer", models.CharField(verbose_name="发文机关")),
                ("date", models.DateField(blank=True, null=True, verbose_name="发文日期")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "征求意见稿"),
                            ("in_force", "现行有效"),
                            ("superseded", "已被取代"),
                            ("expired", "已失效"),
                        ],
                        default="in_force",
                        verbose_name="状态",
                    ),
                ),
                ("source_url", models.CharField(blank=True, verbose_name="原文网址")),
                ("changed", models.DateTimeField(auto_now=True, verbose_name="最后修改")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="regions.region", verbose_name="地区"
                    ),
                ),
            ],
            options={
                "verbose_name": "文件",
                "verbose_name_plural": "文件",
                "ordering": ["region_id", "slug"],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(verbose_name="次序")),
                ("anchor", models.CharField(help_text="网页地址里用，拆分时生成", verbose_name="定位符")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("preamble", "文首"),
                            ("chapter", "章"),
                            ("article", "条"),
                            ("section", "节"),
                            ("item", "项"),
                            ("paragraph", "段"),
                            ("closing", "文末"),
                        ],
                        verbose_name="类别",
                    ),
                ),
                ("label", models.CharField(help_text="引用时的写法，如 二（四）12", verbose_name="条款号")),
                ("number", models.CharField(blank=True, verbose_name="原文编号")),
                ("title", models.CharField(blank=True, verbose_name="小标题")),
                ("text", models.TextField(blank=True, verbose_name="正文")),
                ("departments", models.JSONField(blank=True, null=True, verbose_name="责任部门")),
                (
                    "doubts",
                    benefits.models.fields.LinesField(blank=True, default=list, size=None, verbose_name="拆分疑点"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="benefits.clause",
                        verbose_name="上级条款",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="benefits.document",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "条款",
                "verbose_name_plural": "条款",
                "ordering": ["document_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="次序")),
                ("quote", models.TextField(blank=True, help_text="条款里的原话", verbose_name="引文")),
                (
                    "article",
                    models.CharField(blank=True, help_text="没有收录原文时填，如 第三条", verbose_name="条文号"),
                ),
                ("url", models.CharField(blank=True, verbose_name="官方网址")),
                (
                    "benefit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citations",
                        to="benefits.benefit",
                        verbose_name="福利",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="benefits.clause",
                        verbose_name="条款",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="benefits.document",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "引用",
                "verbose_name_plural": "引用",
                "ordering": ["benefit_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("benefit", "福利"), ("question", "问题"), ("document", "文件")], verbose_name="种类"
                    ),
                ),
                ("key", models.CharField(verbose_name="记录编号")),
                ("number", models.PositiveIntegerField(verbose_name="版次")),
                ("payload", models.JSONField(verbose_name="内容")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, verbose_name="形成时间")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="地区",
                    ),
                ),
            ],
            options={
                "verbose_name": "版本",
                "verbose_name_plural": "版本",
                "ordering": ["kind", "key", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "slug",
                    models.CharField(
                        help_text="小写字母、数字、连字符，发布后不再改",
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="次序")),
                (
                    "holder",
                    models.CharField(
                        choices=[
                            ("family", "全家"),
                            ("parent", "父母各人"),
                            ("mother", "妈妈"),
                            ("child", "各个孩子"),
                            ("birth", "各次分娩"),
                        ],
                        verbose_name="谁的",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("yesno", "是或否"),
                            ("choice", "选项"),
                            ("date", "日期"),
                            ("number", "数字"),
                            ("region", "地区"),
                        ],
                        verbose_name="类型",
                    ),
                ),
                ("label", models.CharField(help_text="短语，列条件时用，如 户籍所在地", verbose_name="名称")),
                (
                    "how",
                    models.CharField(
                        choices=[("asked", "提问得知"), ("derived", "推算得出"), ("event", "发生时才有")],
                        default="asked",
                        verbose_name="来源",
                    ),
                ),
                ("ask", models.CharField(blank=True, help_text="接在“妈妈”“大宝”之后的话", verbose_name="问法")),
                (
                    "otherwise",
                    models.JSONField(
                        blank=True,
                        help_text="填 false、true、数字，或带引号的文字",
                        null=True,
                        verbose_name="未选话题时视为",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opens",
                        to="benefits.fact",
                        verbose_name="所属话题",
                    ),
                ),
            ],
            options={
                "verbose_name": "事实",
                "verbose_name_plural": "事实",
                "ordering": ["question_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="次序")),
                (
                    "whose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "对象本身（或全家）"),
                            ("family", "全家"),
                            ("mother", "妈妈"),
                            ("father", "爸爸"),
                            ("either_parent", "父母任一方"),
                            ("both_parents", "父母双方"),
                            ("any_child", "任一孩子"),
                            ("every_child", "每个孩子"),
                        ],
                        default="",
                        verbose_name="谁的",
                    ),
                ),
                (
                    "op",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("is", "是"),
                            ("is_not", "不是"),
                            ("in", "是其中之一"),
                            ("not_in", "不是其中任何一个"),
                            ("at_least", "至少"),
                            ("at_most", "至多"),
                            ("here", "在本地"),
                            ("not_here", "不在本地"),
                            ("on_or_after", "当天或以后"),
                            ("on_or_before", "当天或以前"),
                            ("under", "未满"),
                            ("within", "以内"),
                            ("below", "以下"),
                            ("reached", "已满"),
                            ("not_reached", "还没到满"),
                        ],
                        verbose_name="比较",
                    ),
                ),
                ("value", models.JSONField(blank=True, null=True, verbose_name="值")),
                (
                    "any_of",
                    models.CharField(blank=True, help_text="同一字母的几行，有一行符合即可", verbose_name="任一组"),
                ),
                (
                    "if_not",
                    models.CharField(
                        choices=[("ineligible", "不符合"), ("unclear", "存疑"), ("told", "仅告知")],
                        default="ineligible",
                        verbose_name="不满足时",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "条款写明"), ("interpretation", "我们的理解")],
                        default="stated",
                        verbose_name="依据",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                (
                    "award",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="when",
                        to="benefits.award",
                        verbose_name="只对这项给付",
                    ),
                ),
                (
                    "benefit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conditions",
                        to="benefits.benefit",
                        verbose_name="福利",
                    ),
                ),
                (
                    "fact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="benefits.fact",
                        verbose_name="事实",
                    ),
                ),
            ],
            options={
                "verbose_name": "条件",
                "verbose_name_plural": "条件",
                "ordering": ["benefit_id", "position"],
            },
        ),
        migrations.AddField(
            model_name="award",
            name="claim_at",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="benefits.fact",
                verbose_name="申领起算日",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="run_at",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="benefits.fact",
                verbose_name="发放起算日",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="times_fact",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="benefits.fact",
                verbose_name="乘以（数字事实）",
            ),
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="次序")),
                ("value", models.CharField(help_text="条件里用的值，发布后不再改", verbose_name="值")),
                ("label", models.CharField(verbose_name="选项")),
                ("help", models.CharField(blank=True, verbose_name="说明")),
                (
                    "fact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="benefits.fact",
                        verbose_name="事实",
                    ),
                ),
            ],
            options={
                "verbose_name": "选项",
                "verbose_name_plural": "选项",
                "ordering": ["fact_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False, verbose_name="序号")),
                (
                    "action",
                    models.CharField(
                        choices=[("published", "发布"), ("withdrawn", "撤回"), ("verified", "核实")],
                        verbose_name="动作",
                    ),
                ),
                ("effective", models.DateField(verbose_name="生效日")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("by", models.CharField(help_text="账号名", verbose_name="发布人")),
                ("approved_by", models.CharField(blank=True, help_text="账号名", verbose_name="批准人")),
                ("reason", models.TextField(verbose_name="理由")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="benefits.edition",
                        verbose_name="版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "发布记录",
                "verbose_name_plural": "发布记录",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "slug",
                    models.CharField(
                        help_text="小写字母、数字、连字符，发布后不再改",
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("order", models.IntegerField(help_text="小的先问", verbose_name="次序")),
                ("section", models.CharField(help_text="页面上方的小标题，如 工作", verbose_name="部分")),
                ("heading", models.CharField(help_text="{place} 会换成家庭所在地", verbose_name="问题")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("one", "一件事，逐人回答"),
                            ("checks", "勾选"),
                            ("places", "地点"),
                            ("children", "孩子名单"),
                            ("none", "不提问"),
                        ],
                        verbose_name="形式",
                    ),
                ),
                ("help", models.TextField(blank=True, verbose_name="说明")),
                ("unsure", models.BooleanField(default=True, verbose_name="可以答“不清楚”")),
                ("changed", models.DateTimeField(auto_now=True, verbose_name="最后修改")),
            ],
            options={
                "verbose_name": "问题",
                "verbose_name_plural": "问题",
                "ordering": ["order", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9][a-z0-9_-]*$")),
                        name="question_slug_well_formed",
                        violation_error_message="编号只能用小写字母、数字、连字符。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["one", "checks", "places", "children", "none"])),
                        name="question_form_known",
                        violation_error_message="请从列出的值里选择。",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="fact",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="facts",
                to="benefits.question",
                verbose_name="问题",
            ),
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="次序")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("restates", "重述"),
                            ("adds_to", "加在其上"),
                            ("includes", "已包含"),
                            ("supersedes", "取代"),
                            ("not_with", "不与其同享"),
                        ],
                        verbose_name="关系",
                    ),
                ),
                ("since", models.DateField(blank=True, help_text="只有“取代”要填", null=True, verbose_name="自")),
                (
                    "benefit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="benefits.benefit",
                        verbose_name="福利",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="related_from",
                        to="benefits.benefit",
                        verbose_name="对哪项福利",
                    ),
                ),
            ],
            options={
                "verbose_name": "关系",
                "verbose_name_plural": "关系",
                "ordering": ["benefit_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="TakenAs",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="次序")),
                ("among", models.JSONField(help_text='如 ["none", "flexible"] 或 [true]', verbose_name="是其中之一")),
                (
                    "value",
                    models.JSONField(
                        blank=True, help_text="填 false、true、数字，或带引号的文字", null=True, verbose_name="视为"
                    ),
                ),
                (
                    "fact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settles",
                        to="benefits.fact",
                        verbose_name="当这件事",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken_as",
                        to="benefits.fact",
                        verbose_name="事实",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lends",
                        to="benefits.fact",
                        verbose_name="视为与此相同",
                    ),
                ),
            ],
            options={
                "verbose_name": "推知",
                "verbose_name_plural": "推知",
                "ordering": ["owner_id", "position"],
            },
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(("id__regex", "^[a-z0-9][a-z0-9_-]*$")),
                name="benefit_id_well_formed",
                violation_error_message="编号只能用小写字母、数字、连字符。",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "[^[:space:]]")),
                name="benefit_has_title",
                violation_error_message="请填标题。",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(("summary__regex", "[^[:space:]]")),
                name="benefit_has_summary",
                violation_error_message="请填说明。",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["benefit", "service"])),
                name="benefit_kind_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "cash",
                            "leave",
                            "insurance",
                            "health",
                            "childcare",
                            "education",
                            "housing",
                            "tax",
                            "employment",
                            "protection",
                            "fp_family",
                            "community",
                            "admin",
                        ],
                    )
                ),
                name="benefit_category_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(("force__in", ["entitlement", "encouraged", "planned", "exploratory", "refers_up"])),
                name="benefit_force_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("subject__in", ["family", "mother", "father", "each_parent", "each_child", "each_birth"])
                ),
                name="benefit_subject_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipient__in", ["family", "institution"])),
                name="benefit_recipient_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("life_stage__in", ["", "备婚备孕", "怀孕分娩", "0-3岁", "3-6岁", "上学", "全家", "老人"])
                ),
                name="benefit_life_stage_known",
                violation_error_message="请从列出的阶段里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))),
                name="benefit_since_before_until",
                violation_error_message="“至”不能早于“自”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9][a-z0-9_-]*$")),
                name="document_slug_well_formed",
                violation_error_message="编号只能用小写字母、数字、连字符。",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "[^[:space:]]")),
                name="document_has_title",
                violation_error_message="请填标题。",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("issuer__regex", "[^[:space:]]")),
                name="document_has_issuer",
                violation_error_message="请填发文机关。",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "in_force", "superseded", "expired"])),
                name="document_status_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source_url__regex", "^https?://[^[:space:]]+$"), ("source_url", ""), _connector="OR"
                ),
                name="document_source_url_well_formed",
                violation_error_message="网址要以 http:// 或 https:// 开头。",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(fields=("document", "anchor"), name="clause_anchor_unique_in_document"),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("document", "position"),
                name="clause_position_unique_in_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(fields=("id", "document"), name="clause_id_and_document"),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(("anchor__regex", "^[A-Za-z0-9][A-Za-z0-9._-]*$")),
                name="clause_anchor_well_formed",
                violation_error_message="定位符只能用字母、数字和连字符。",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["preamble", "chapter", "article", "section", "item", "paragraph", "closing"])
                ),
                name="clause_kind_known",
                violation_error_message="请从列出的类别里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True),
                name="clause_has_label",
                violation_error_message="请填条款号。",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clause__isnull", False), ("article", "")),
                    models.Q(("clause", None), models.Q(("article", ""), _negated=True)),
                    _connector="OR",
                ),
                name="citation_clause_or_article",
                violation_error_message="选条款，或者填条文号，二者取一。",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(("clause", None), ("quote__regex", "[^[:space:]]"), _connector="OR"),
                name="citation_clause_has_quote",
                violation_error_message="引用条款要写引文。",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(("url__regex", "^https?://[^[:space:]]+$"), ("url", ""), _connector="OR"),
                name="citation_url_well_formed",
                violation_error_message="网址要以 http:// 或 https:// 开头。",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["region", "kind", "key"], name="edition_by_region"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("kind", "key", "number"), name="edition_number_unique"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["benefit", "question", "document"])),
                name="edition_kind_known",
                violation_error_message="种类不对。",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)),
                name="edition_number_from_one",
                violation_error_message="版次从 1 起。",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("key", ""), _negated=True),
                name="edition_has_key",
                violation_error_message="没有记录编号。",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "question"), ("region", None)),
                    models.Q(models.Q(("kind", "question"), _negated=True), ("region__isnull", False)),
                    _connector="OR",
                ),
                name="edition_region_unless_question",
                violation_error_message="福利和文件有地区，问题没有。",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "whose__in",
                        ["", "family", "mother", "father", "either_parent", "both_parents", "any_child", "every_child"],
                    )
                ),
                name="condition_whose_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "op__in",
                        [
                            "is",
                            "is_not",
                            "in",
                            "not_in",
                            "at_least",
                            "at_most",
                            "here",
                            "not_here",
                            "on_or_after",
                            "on_or_before",
                            "under",
                            "within",
                            "below",
                            "reached",
                            "not_reached",
                            "",
                        ],
                    )
                ),
                name="condition_op_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(("if_not__in", ["ineligible", "unclear", "told"])),
                name="condition_if_not_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["stated", "interpretation"])),
                name="condition_basis_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fact", None),
                    models.Q(("op", ""), _negated=True),
                    ("if_not", "told"),
                    _connector="OR",
                ),
                name="condition_has_operator",
                violation_error_message="选了事实就要选怎样比较。",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fact__isnull", False),
                    models.Q(
                        ("any_of", ""),
                        ("op", ""),
                        ("value__isnull", True),
                        models.Q(("note", ""), _negated=True),
                        models.Q(("if_not", "ineligible"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="condition_without_fact_says_something",
                violation_error_message="没有事实的一行只能是“存疑”或“仅告知”，要写说明，不填比较、值和任一组。",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("any_of", ""),
                    models.Q(("if_not", "told"), _negated=True),
                    _connector="OR",
                ),
                name="condition_told_is_no_alternative",
                violation_error_message="“仅告知”的一行不能放进任一组。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(fields=("id", "benefit"), name="award_id_and_benefit"),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__in", ["once", "month", "year", "school_year", "event", "standard"])),
                name="award_period_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("bound__in", ["exactly", "at_least", "at_most", "on_average"])),
                name="award_bound_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cap_period__in", ["once", "month", "year", "school_year", "event", "standard", ""])
                ),
                name="award_cap_period_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 0), ("number__lte", 1000000000)),
                name="award_number_in_range",
                violation_error_message="数额要在 0 到 10 亿之间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("number_to__gte", 0), ("number_to__lte", 1000000000)),
                name="award_number_to_in_range",
                violation_error_message="数额要在 0 到 10 亿之间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("cap_number__gte", 0), ("cap_number__lte", 1000000000)),
                name="award_cap_number_in_range",
                violation_error_message="数额要在 0 到 10 亿之间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("number_to", None), ("number_to__gte", models.F("number")), _connector="OR"),
                name="award_number_to_above_number",
                violation_error_message="“数额到”不能小于“数额”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("number_to", None), ("number__isnull", False), _connector="OR"),
                name="award_number_to_has_number",
                violation_error_message="填了“数额到”也要填“数额”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", None), models.Q(("unit", ""), _negated=True), _connector="OR"),
                name="award_number_has_unit",
                violation_error_message="填了数额就要填单位。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cap_number", None), ("cap_per", ""), ("cap_period", "")),
                    models.Q(("cap_number__isnull", False), models.Q(("cap_period", ""), _negated=True)),
                    _connector="OR",
                ),
                name="award_cap_has_period",
                violation_error_message="封顶数额和封顶周期要一起填。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("times_less", 0), ("times_fact__isnull", False), _connector="OR"),
                name="award_times_less_has_fact",
                violation_error_message="“先减去”要和“乘以”一起填。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("times_less__lte", 30)),
                name="award_times_less_small",
                violation_error_message="“先减去”太大。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))),
                name="award_since_before_until",
                violation_error_message="“至”不能早于“自”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("run_start__regex", "^[0-9]{1,5} (day|month)s?$"), ("run_start", ""), _connector="OR"
                ),
                name="award_run_start_well_formed",
                violation_error_message="时长请写成 36 months 或 188 days（run_start）。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("claim_start__regex", "^[0-9]{1,5} (day|month)s?$"), ("claim_start", ""), _connector="OR"
                ),
                name="award_claim_start_well_formed",
                violation_error_message="时长请写成 36 months 或 188 days（claim_start）。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("claim_end__regex", "^[0-9]{1,5} (day|month)s?$"), ("claim_end", ""), _connector="OR"
                ),
                name="award_claim_end_well_formed",
                violation_error_message="时长请写成 36 months 或 188 days（claim_end）。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("run_end__regex", "^([0-9]{1,5} (day|month)s?|length)$"), ("run_end", ""), _connector="OR"
                ),
                name="award_run_end_well_formed",
                violation_error_message="发放到请写成 36 months、188 days 或 length。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("run_at__isnull", False), models.Q(("run_end", ""), ("run_start", "0 days")), _connector="OR"
                ),
                name="award_run_has_anchor",
                violation_error_message="填了“发放从”“发放到”也要填“发放起算日”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("claim_at", None),
                        ("claim_by", None),
                        ("claim_by_year", None),
                        ("claim_end", ""),
                        ("claim_start", "0 days"),
                        ("claim_yearly", 1),
                    ),
                    models.Q(
                        models.Q(("claim_end", ""), _negated=True),
                        ("claim_at__isnull", False),
                        ("claim_by", None),
                        ("claim_by_year", None),
                    ),
                    models.Q(
                        ("claim_at__isnull", False),
                        ("claim_by", None),
                        ("claim_by_year__isnull", False),
                        ("claim_end", ""),
                    ),
                    models.Q(("claim_by__isnull", False), ("claim_by_year", None), ("claim_end", "")),
                    _connector="OR",
                ),
                name="award_claim_has_one_end",
                violation_error_message="申领的结束要填一种，也只填一种：时长、年底或截止日；前两种还要填申领起算日。",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("claim_yearly__gte", 1),
                    ("claim_yearly__lte", 30),
                    models.Q(("claim_by_year", None), ("claim_by_year__lte", 30), _connector="OR"),
                ),
                name="award_claim_years_small",
                violation_error_message="申领的年数要在 30 以内。",
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(fields=("fact", "value"), name="option_value_unique_in_fact"),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__regex", "[^[:space:]]")),
                name="option_has_value",
                violation_error_message="请填值。",
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(("label__regex", "[^[:space:]]")),
                name="option_has_label",
                violation_error_message="请填选项。",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("action__in", ["published", "withdrawn", "verified"])),
                name="publication_action_known",
                violation_error_message="动作不对。",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", ""), _negated=True),
                name="publication_has_author",
                violation_error_message="没有发布人。",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "[^[:space:]]")),
                name="publication_has_reason",
                violation_error_message="请写理由。",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_by", models.F("by")), _negated=True),
                name="publication_approved_by_another",
                violation_error_message="批准人不能是发布人自己。",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9][a-z0-9_-]*$")),
                name="fact_slug_well_formed",
                violation_error_message="编号只能用小写字母、数字、连字符。",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("holder__in", ["family", "parent", "mother", "child", "birth"])),
                name="fact_holder_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("type__in", ["yesno", "choice", "date", "number", "region"])),
                name="fact_type_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["asked", "derived", "event"])),
                name="fact_how_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("label__regex", "[^[:space:]]")),
                name="fact_has_label",
                violation_error_message="请填名称。",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("otherwise__isnull", True), ("topic__isnull", False), _connector="OR"),
                name="fact_otherwise_has_topic",
                violation_error_message="“未选话题时视为”要和“所属话题”一起填。",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("topic", models.F("slug")), _negated=True),
                name="fact_is_not_its_own_topic",
                violation_error_message="事实不能是自己的话题。",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["restates", "adds_to", "includes", "supersedes", "not_with"])),
                name="relation_kind_known",
                violation_error_message="请从列出的值里选择。",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(("to", models.F("benefit")), _negated=True),
                name="relation_not_to_itself",
                violation_error_message="福利不能和自己有关系。",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "supersedes"), ("since__isnull", False)),
                    models.Q(
                        models.Q(("kind", "supersedes"), _negated=True),
                        ("since", None),
                    ),
                    _connector="OR",
                ),
                name="relation_supersedes_since",
                violation_error_message="“取代”要填自哪天起，其他关系不填。",
            ),
        ),
        migrations.AddConstraint(
            model_name="takenas",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("same_as__isnull", False), ("value__isnull", True)),
                    models.Q(("same_as", None), ("value__isnull", False)),
                    _connector="OR",
                ),
                name="taken_as_gives_one_value",
                violation_error_message="“视为”和“视为与此相同”填一个，也只填一个。",
            ),
        ),
        migrations.AddConstraint(
            model_name="takenas",
            constraint=models.CheckConstraint(
                condition=models.Q(("fact", models.F("owner")), _negated=True),
                name="taken_as_is_not_circular",
                violation_error_message="事实不能由自己推知。",
            ),
        ),
    ]
