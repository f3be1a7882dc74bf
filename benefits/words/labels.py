"""What the values of records are called in Chinese: the one home of these words, for admin and pages alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from benefits.rules.facts import FactType, Form, Holder, How
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
    Status,
    Subject,
    Whose,
)

LIFE_STAGES: Final = ("备婚备孕", "怀孕分娩", "0-3岁", "3-6岁", "上学", "全家", "老人")
"""When in a family's life a benefit matters, in the order of that life."""

_WORDS: Final[tuple[Mapping[StrEnum, str], ...]] = (
    {Kind.BENEFIT: "福利", Kind.SERVICE: "服务"},
    {
        Category.CASH: "现金补贴",
        Category.LEAVE: "假期",
        Category.INSURANCE: "医疗与生育保险",
        Category.HEALTH: "健康服务",
        Category.CHILDCARE: "托育",
        Category.EDUCATION: "教育",
        Category.HOUSING: "住房",
        Category.TAX: "税收",
        Category.EMPLOYMENT: "就业与工作",
        Category.PROTECTION: "困难与特殊保障",
        Category.FP_FAMILY: "计划生育家庭",
        Category.COMMUNITY: "社区与环境",
        Category.ADMIN: "办事便利",
    },
    {
        Force.ENTITLEMENT: "应享",
        Force.ENCOURAGED: "鼓励",
        Force.PLANNED: "计划中",
        Force.EXPLORATORY: "探索",
        Force.REFERS_UP: "按上级规定",
    },
    {Recipient.FAMILY: "家庭", Recipient.INSTITUTION: "机构"},
    {
        Subject.FAMILY: "全家",
        Subject.MOTHER: "妈妈",
        Subject.FATHER: "爸爸",
        Subject.EACH_PARENT: "父母每人",
        Subject.EACH_CHILD: "每个孩子",
        Subject.EACH_BIRTH: "每次分娩",
    },
    {
        Whose.SUBJECT: "对象本身（或全家）",
        Whose.FAMILY: "全家",
        Whose.MOTHER: "妈妈",
        Whose.FATHER: "爸爸",
        Whose.EITHER_PARENT: "父母任一方",
        Whose.BOTH_PARENTS: "父母双方",
        Whose.ANY_CHILD: "任一孩子",
        Whose.EVERY_CHILD: "每个孩子",
    },
    {
        Operator.IS: "是",
        Operator.IS_NOT: "不是",
        Operator.IN: "是其中之一",
        Operator.NOT_IN: "不是其中任何一个",
        Operator.AT_LEAST: "至少",
        Operator.AT_MOST: "至多",
        Operator.HERE: "在本地",
        Operator.NOT_HERE: "不在本地",
        Operator.ON_OR_AFTER: "当天或以后",
        Operator.ON_OR_BEFORE: "当天或以前",
        Operator.UNDER: "未满",
        Operator.WITHIN: "以内",
        Operator.BELOW: "以下",
        Operator.REACHED: "已满",
        Operator.NOT_REACHED: "还没到满",
    },
    {IfNot.INELIGIBLE: "不符合", IfNot.UNCLEAR: "存疑", IfNot.TOLD: "仅告知"},
    {Basis.STATED: "条款写明", Basis.INTERPRETATION: "我们的理解"},
    {Bound.EXACTLY: "正好", Bound.AT_LEAST: "至少", Bound.AT_MOST: "最多", Bound.ON_AVERAGE: "平均"},
    {
        Period.ONCE: "一次性",
        Period.MONTH: "每月",
        Period.YEAR: "每年",
        Period.SCHOOL_YEAR: "每学年",
        Period.EVENT: "每次",
        Period.STANDARD: "标准",
    },
    {
        RelationKind.RESTATES: "重述",
        RelationKind.ADDS_TO: "加在其上",
        RelationKind.INCLUDES: "已包含",
        RelationKind.SUPERSEDES: "取代",
        RelationKind.NOT_WITH: "不与其同享",
    },
    {
        Status.DRAFT: "征求意见稿",
        Status.IN_FORCE: "现行有效",
        Status.SUPERSEDED: "已被取代",
        Status.EXPIRED: "已失效",
    },
    {
        Holder.FAMILY: "全家",
        Holder.PARENT: "父母各人",
        Holder.MOTHER: "妈妈",
        Holder.CHILD: "各个孩子",
        Holder.BIRTH: "各次分娩",
    },
    {
        FactType.YESNO: "是或否",
        FactType.CHOICE: "选项",
        FactType.DATE: "日期",
        FactType.NUMBER: "数字",
        FactType.REGION: "地区",
    },
    {How.ASKED: "提问得知", How.DERIVED: "推算得出", How.EVENT: "发生时才有"},
    {
        Form.ONE: "一件事，逐人回答",
        Form.CHECKS: "勾选",
        Form.PLACES: "地点",
        Form.CHILDREN: "孩子名单",
        Form.NONE: "不提问",
    },
)

# Members of different enums may be equal as strings, so each enum has a table of its own.
_BY_TYPE: Final = {type(next(iter(words))): words for words in _WORDS}


def label(value: StrEnum) -> str:
    """What people call a value of a record: ``Force.ENTITLEMENT`` is 应享."""
    return _BY_TYPE[type(value)][value]


def choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    """All values of a field with their words, as Django's forms want them."""
    return [(value.value, label(value)) for value in values]
