"""A small country of fixtures: one city with one document, four questions and two benefits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from benefits.editions import catalogue
from benefits.seeding import Report, seed
from regions.directory import hold_directory

TODAY = date(2026, 11, 22)

REGIONS = """code,name,level
000000,中国,country
370000,山东省,province
370100,济南市,prefecture
371500,聊城市,prefecture
"""

DOCUMENTS = """- slug: plan
  region: "370100"
  title: 济南市实施方案
  number: 济发〔2022〕1号
  issuer: 济南市人民政府
  date: 2022-12-31
  status: in_force
  source_url: ""
  file: plan.txt
"""

PLAN = """济南市实施方案
为促进人口长期均衡发展，制定本方案。
一、加强经济支持
1.发放育儿补贴。本市户籍二孩、三孩家庭，每孩每月发放600元育儿补贴。（牵头部门：市卫生健康委）
2.延长产假。符合规定生育子女的，增加产假六十日。（牵头部门：市人力资源社会保障局）
二、加强组织领导
各级各部门要高度重视。
"""

QUESTIONS = """questions:
  - slug: residence
    order: 10
    section: 地方
    heading: 您家现在住在哪里？
    form: places
    unsure: false
    facts:
      - {slug: residence, holder: family, type: region, label: 现在住的地方}
  - slug: work
    order: 20
    section: 工作
    heading: 现在的工作情况是？
    form: one
    facts:
      - slug: work
        holder: parent
        type: choice
        label: 工作情况
        options: [{value: employee, label: 在单位上班}, {value: none, label: 没有工作}]
  - slug: children
    order: 30
    section: 孩子
    heading: 您家有哪些孩子？
    form: children
    unsure: false
    facts:
      - {slug: birth, holder: child, type: date, label: 出生日期}
      - slug: relation
        holder: child
        type: choice
        label: 是谁的孩子
        options: [{value: fathers, label: 父方}, {value: mothers, label: 母方}, {value: adopted, label: 收养}, {value: ours, label: 亲生}]
      - {slug: deceased, holder: child, type: yesno, label: 已经离世}
  - slug: derived
    order: 900
    section: 推算
    heading: 推算
    form: none
    facts:
      - {slug: birth_order, holder: child, type: number, label: 孩次, how: derived}
"""

BENEFITS = """region: "370100"
document: plan
benefits:
  - id: money
    title: 育儿补贴
    summary: 每个孩子每月600元。
    kind: benefit
    category: cash
    force: entitlement
    subject: each_child
    valid: {since: 2023-01-01}
    lead: [市卫生健康委]
    citations:
      - {clause: 一1, quote: 每孩每月发放600元育儿补贴}
    conditions:
      - {fact: residence, op: here, basis: interpretation, note: 住在本地}
      - {fact: birth, op: on_or_after, value: "2023-01-01"}
      - {fact: birth_order, op: at_least, value: 2}
      - {if_not: told, note: 按照生育政策生育}
    awards:
      - {number: 600, unit: 元, period: month, run: {at: birth, start: 0 months, end: 36 months}}
  - id: leave
    title: 产假
    summary: 多休60天。
    kind: benefit
    category: leave
    force: entitlement
    subject: mother
    citations:
      - {clause: 一2, quote: 增加产假六十日}
    conditions:
      - {fact: residence, op: here}
    awards:
      - {number: 60, unit: 天, when: [{fact: work, op: in, value: [employee]}]}
    relations:
      - {kind: not_with, to: money}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The fixtures as files, to be changed by a test."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "benefits").mkdir()
    for name, text in {
        "regions.csv": REGIONS,
        "documents/documents.yaml": DOCUMENTS,
        "documents/plan.txt": PLAN,
        "questions.yaml": QUESTIONS,
        "benefits/370100-jinan.yaml": BENEFITS,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def seeded(db: None, folder: Path) -> Iterator[Report]:
    """The fixtures, seeded and published."""
    hold_directory(None)
    yield seed(folder, today=TODAY)
    hold_directory(None)
    catalogue.forget()


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace the only occurrence of a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
