"""What the officer makes of the clauses of measures.txt, field by field, in the words that the form offers."""

from __future__ import annotations

from dataclasses import dataclass

SINCE = "2026-01-01"
IN_FORCE = ("三第1段", "本措施自2026年1月1日起施行。")
"""The clause that those quote as well whose own says no date."""


@dataclass(frozen=True, slots=True)
class Row:
    """One condition. ``value`` names the options of a choice with 、 between them; blank fields stay as offered."""

    fact: str
    op: str
    value: str = ""
    whose: str = ""
    if_not: str = ""
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """An amount in yuan; ``months`` of it from the birth on, if any; ``when`` it applies."""

    number: int
    period: str = ""
    months: int = 0
    when: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A benefit: the clause it is begun from, the words quoted of it, what it is called and says, and its rows.

    ``dated``: it also quotes from when the document is in force.
    """

    clause: str
    quote: str
    id: str
    title: str
    summary: str
    chosen: dict[str, str]
    conditions: tuple[Row, ...]
    awards: tuple[Award, ...]
    dated: bool = False

    @property
    def quotes(self) -> list[str]:
        """All that it quotes."""
        return [self.quote, IN_FORCE[1]] if self.dated else [self.quote]


HEADING = "爸爸妈妈上过县妇幼保健院的养育课程吗？"
FACT = "上过养育课程"

ALLOWANCE = Rule(
    clause="一（一）",
    quote="对2026年1月1日以后出生、户籍在本县的二孩、三孩，每月分别发放300元、500元养育补贴，直至孩子满3周岁。",
    id="shiyan-allowance",
    title="二孩、三孩养育补贴每月300元、500元",
    summary="2026年1月1日以后生的二孩每月发300元，三孩每月发500元，发到孩子满3周岁。",
    chosen={"category": "现金补贴", "subject": "每个孩子", "life_stage": "0-3岁"},
    conditions=(
        Row("孩子户籍地", "在本地"),
        Row("出生日期或预产期", "当天或以后", SINCE),
        Row("第几孩", "至少", "2"),
        Row("第几孩", "至多", "3", if_not="存疑", basis="我们的理解", note="只写了二孩、三孩，四孩及以后没有写"),
    ),
    awards=(
        Award(300, "每月", 36, (Row("第几孩", "是", "2"),)),
        Award(500, "每月", 36, (Row("第几孩", "是", "3"),)),
    ),
)

COURSE = Rule(
    clause="一（二）",
    quote="父母一方户籍在本县，并参加过县妇幼保健院养育课程的家庭，一次性补助200元。",
    id="shiyan-course",
    title="上过养育课程的家庭补助200元",
    summary="爸爸或妈妈户口在试验县，又上过县妇幼保健院的养育课程，一个家庭补助一次，200元。",
    chosen={"category": "现金补贴"},
    conditions=(
        Row("户籍地", "在本地", whose="父母任一方"),
        Row(FACT, "是", "是", whose="父母任一方"),
    ),
    awards=(Award(200),),
    dated=True,
)

NURSERY = Rule(
    clause="二（三）",
    quote="户籍在本县的三孩入托的，托育机构每月减收托育费100元。",
    id="shiyan-nursery",
    title="三孩入托每月少交100元",
    summary="户口在试验县的三孩上托育机构，每月少交100元托育费。",
    chosen={"category": "托育", "subject": "每个孩子", "life_stage": "0-3岁"},
    conditions=(
        Row("孩子户籍地", "在本地"),
        Row("第几孩", "是", "3"),
        Row("平时在哪里", "是其中之一", "普惠托育机构、其他托育机构"),
    ),
    awards=(Award(100, "每月"),),
    dated=True,
)

RULES = (ALLOWANCE, COURSE, NURSERY)
