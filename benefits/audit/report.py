"""The outcome of the checks, for the command line: a table to read, or data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from benefits.audit.audit import Audit
from benefits.audit.flaws import Code, Flaw

CHECKS: Final = {
    Code.RECORD: "引文逐字核对，记录能发布",
    Code.UNREACHABLE: "有家庭能享受",
    Code.NO_PLACE: "有地点条件",
    Code.DEAD_AWARD: "每条待遇都有人轮到",
    Code.DEAD_ALTERNATIVE: "几选一的每一项都成立",
    Code.NEEDLESS_ROW: "每个条件都起作用",
    Code.AWARD_GAP: "待遇之间没有空档",
    Code.UNASKED_FACT: "要看的都问，问的都要看",
    Code.OVERLAP: "同一地区不重复",
    Code.RELATION: "关系成立，不绕圈",
    Code.UNUSED_FIGURE: "引文里的数和日期都用上",
    Code.UNWRITTEN_FIGURE: "用的数和日期都有出处",
    Code.UNWRITTEN_WORD: "单位、周期、上下限和引文一致",
    Code.UNCITED_CLAUSE: "每个条款都有交代",
    Code.COVERAGE: "条款清单对得上文件",
    Code.EXCEPTION: "例外都还用得着",
}
"""What each check makes sure of."""


@dataclass(frozen=True)
class Report:
    """An audit, in words or as data."""

    audit: Audit

    def text(self) -> str:
        """The table of checks, the documents, what is wrong, and what was looked at."""
        return "\n".join([*self._table(), *self._documents(), *self._flaws(), *self._excused(), self._total()])

    def _table(self) -> Iterator[str]:
        found = Counter(flaw.code for flaw in self.audit.flaws)
        excused = Counter(flaw.code for flaw, _ in self.audit.excused)
        yield f"{'检查':<20}{'问题':>5}{'例外':>5}  保证"
        for code, meaning in CHECKS.items():
            yield f"{code.value:<22}{found[code]:>5}{excused[code]:>7}  {meaning}"
        yield ""

    def _documents(self) -> Iterator[str]:
        for one in self.audit.covered:
            yield f"{one.document}：{one.clauses}个有正文的条款，{one.cited}个有福利引用，{one.listed}个写明没有待遇"
        yield ""

    def _flaws(self) -> Iterator[str]:
        for flaw in self.audit.flaws:
            yield f"✗ {_named(flaw)}：{flaw.message}"
        if self.audit.flaws:
            yield ""

    def _excused(self) -> Iterator[str]:
        for flaw, reason in self.audit.excused:
            yield f"· {_named(flaw)}：看过，不是问题：{reason}"
        if self.audit.excused:
            yield ""

    def _total(self) -> str:
        return (
            f"{self.audit.records}项福利和服务：{len(self.audit.flaws)}个问题，{len(self.audit.excused)}个看过的例外。"
        )

    def data(self) -> dict[str, Any]:
        """JSON types only."""
        return {
            "records": self.audit.records,
            "flaws": [_data(flaw) for flaw in self.audit.flaws],
            "excused": [_data(flaw) | {"reason": reason} for flaw, reason in self.audit.excused],
            "documents": [
                {"document": one.document, "clauses": one.clauses, "cited": one.cited, "listed": one.listed}
                for one in self.audit.covered
            ],
        }


def _named(flaw: Flaw) -> str:
    return " ".join(filter(None, (flaw.code.value, flaw.record, flaw.about)))


def _data(flaw: Flaw) -> dict[str, str]:
    return {"code": flaw.code.value, "record": flaw.record, "about": flaw.about, "message": flaw.message}
