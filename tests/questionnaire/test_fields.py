from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from benefits.forms.fields import DateParts, OneOfField, YesNoField, past_date

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("year", "month", "day", "error"),
    [
        ("", "", "", "年、月、日都要填。"),
        ("2024", "5", "", "年、月、日都要填。"),
        ("2025", "6", "31", "2025年6月没有31日，请看看日期是不是填错了。"),
        ("2025", "2", "29", "2025年2月没有29日，请看看日期是不是填错了。"),
        ("2025", "13", "1", "月份请填 1 到 12。"),
        ("2025", "0", "1", "月份请填 1 到 12。"),
        ("2025", "5", "0", "2025年5月没有0日，请看看日期是不是填错了。"),
        ("24", "5", "1", "年份请填四位数字，例如 2024。"),
        ("0000", "5", "1", "0年5月没有1日，请看看日期是不是填错了。"),
        ("1850", "1", "1", "1850年太早了，请看看年份是不是填错了。"),
        ("2050", "1", "1", "日期不能晚于今天（2026年6月1日）。"),
        ("2026", "6", "2", "日期不能晚于今天（2026年6月1日）。"),
        ("二零二四", "5", "1", "日期请用数字填，例如 2024 年 5 月 1 日。"),
        ("-2024", "5", "1", "日期请用数字填，例如 2024 年 5 月 1 日。"),
        ("2024", "五", "1", "日期请用数字填，例如 2024 年 5 月 1 日。"),
        ("2024", "5", "²", "日期请用数字填，例如 2024 年 5 月 1 日。"),
        ("9" * 10, "5", "1", "年份请填四位数字，例如 2024。"),
        ("<b>1", "5", "1", "日期请用数字填，例如 2024 年 5 月 1 日。"),
    ],
)
def test_a_date_that_cannot_be_says_what_is_wrong_with_it(year: str, month: str, day: str, error: str) -> None:
    with pytest.raises(ValidationError) as raised:
        past_date(TODAY, unsure=True).clean(DateParts(year, month, day))
    assert raised.value.messages == [error]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("2024", "2", "29"), date(2024, 2, 29)),
        (("2026", "06", "01"), TODAY),
        (("２０２４", "５", "１"), date(2024, 5, 1)),
        (("1900", "1", "1"), date(1900, 1, 1)),
    ],
)
def test_a_date_is_read_with_zeros_and_in_full_width(typed: tuple[str, str, str], day: date) -> None:
    assert past_date(TODAY, unsure=False).clean(DateParts(*typed)) == day


def test_not_sure_is_an_answer_only_where_it_is_offered_and_not_beside_a_date() -> None:
    assert past_date(TODAY, unsure=True).clean(DateParts(unsure=True)) == "unsure"
    with pytest.raises(ValidationError, match="只留一样"):
        past_date(TODAY, unsure=True).clean(DateParts("2024", "5", "1", unsure=True))
    with pytest.raises(ValidationError, match="都要填"):
        past_date(TODAY, unsure=False).clean(DateParts(unsure=True))


@pytest.mark.parametrize(("value", "answer"), [("yes", True), ("no", False), ("unsure", "unsure")])
def test_yes_and_no_become_truth_and_not_sure_stays(value: str, answer: bool | str) -> None:
    field = YesNoField(("yes", "no", "unsure"))
    assert field.clean(value) == answer
    assert field.prepare_value(answer) == value


@pytest.mark.parametrize(
    ("value", "error"), [(None, "请选一项。"), ("", "请选一项。"), ("other", "请从列出的里面选一项。")]
)
def test_only_what_was_offered_can_be_chosen(value: str | None, error: str) -> None:
    with pytest.raises(ValidationError) as raised:
        OneOfField(("a", "b")).clean(value)
    assert raised.value.messages == [error]
