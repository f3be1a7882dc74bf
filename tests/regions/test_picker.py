from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string

from regions.forms import RegionField
from regions.picker import Picker

pytestmark = pytest.mark.usefixtures("held")


class Page(HTMLParser):
    """The elements of a rendered picker, as a browser without JavaScript sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.links: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.elements[-1] if self.elements else ("", {})
        if tag == "a":
            self.links.setdefault(data, attributes["href"])

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [a for t, a in self.elements if t == tag and wanted.items() <= a.items()]

    def choices(self, name: str) -> list[str]:
        return [button["value"] for button in self.all("button", name=name)]


def page(query: str = "", chosen: str | None = None, name: str = "home") -> Page:
    picker = Picker(name, QueryDict(query), chosen)
    return Page(render_to_string("regions/picker.html", {"picker": picker}))


def offers_the_provinces(page: Page) -> bool:
    """31 provinces to step into, and three without divisions to choose."""
    steps = page.all("a", **{"class": "picker-step"})
    return len(steps) == 31 and page.choices("home") == ["710000", "810000", "820000"]


def places(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query)


def test_it_begins_with_the_provinces() -> None:
    fresh = page()
    assert offers_the_provinces(fresh)


@pytest.mark.parametrize(
    ("place", "choosable", "steps"),
    [
        ("370000", ["370000"], 16),  # a province: itself; its prefectures are steps
        ("371500", ["371500", "371502", "371581"], 0),  # a prefecture: itself and its counties
        ("110000", ["110000", "110101"], 0),  # a municipality: itself and its districts
        ("410000", ["410000", "419001"], 17),  # a province with a county directly in it
        ("440000", ["440000", "441900", "442000"], 19),  # with two cities that have no counties
    ],
)
def test_stepping_in_offers_what_lies_there(place: str, choosable: list[str], steps: int) -> None:
    there = page(f"home-in={place}")
    assert set(choosable) <= set(there.choices("home"))
    assert len(there.all("a", **{"class": "picker-step"})) == steps


def test_links_lead_from_the_country_to_a_county() -> None:
    stop = page()
    for name in ("山东省", "聊城市"):
        stop = page(urlsplit(stop.links[name]).query)
    assert "371581" in stop.choices("home")


def test_the_trail_leads_back_up() -> None:
    trail = Picker("home", QueryDict("home-in=371500")).trail
    assert [step.place.name for step in trail] == ["中国", "山东省", "聊城市"]
    assert [places(step.href)["home-in"] for step in trail[:2]] == [["000000"], ["370000"]]


def test_every_link_works_without_javascript_and_replaces_only_its_own_picker_with_it() -> None:
    links = [link for query in ("", "home-in=371500", "home-q=lq") for link in page(query).all("a")]
    assert links
    for link in links:
        assert link["href"] == link["hx-get"] + "#picker-home"
        assert link["hx-target"] == link["hx-select"] == "#picker-home"


def test_the_rest_of_the_query_and_other_pickers_stay() -> None:
    query = "next=a%26b&kid=1&kid=2&mother-in=140000&father-in=371500&father-q=lq"
    there = page(query, name="mother")
    for link in there.all("a"):
        kept = places(link["href"])
        assert kept.pop("mother-in")
        assert kept == {
            "next": ["a&b"], "kid": ["1", "2"], "father-in": ["371500"], "father-q": ["lq"]
        }  # fmt: skip
    hidden = [(a["name"], a["value"]) for a in there.all("input", type="hidden")]
    assert sorted(hidden) == sorted((key, value) for key, values in parse_qs(query).items() for value in values)


def test_a_search_is_a_form_of_its_own_outside_the_page_s_form() -> None:
    picker = Picker("home", QueryDict("home-in=370000&home-q=临清"))
    form = Page(render_to_string("regions/picker_search.html", {"picker": picker})).all("form")
    assert form == [{"id": "picker-home-search", "method": "get", "action": "?"}]
    found = page("home-in=370000&home-q=临清")
    assert not found.all("form")
    [field] = found.all("input", type="search")
    assert (field["name"], field["value"]) == ("home-q", "临清")
    joined = found.all("input", form="picker-home-search")
    assert [element["name"] for element in joined] == ["home-in", "home-q"]
    assert len(found.all("button", form="picker-home-search")) == 1


@pytest.mark.parametrize("query", ["临清", "linqing", "lq", "371581"])
def test_what_is_found_can_be_chosen_at_once(query: str) -> None:
    found = page(f"home-q={query}")
    assert "371581" in found.choices("home")
    assert "山东省 聊城市" in found.html


def test_names_that_occur_twice_are_shown_with_what_they_lie_in() -> None:
    html = page("home-q=鼓楼区").html
    for place in ("江苏省 南京市", "江苏省 徐州市", "福建省 福州市", "河南省 开封市"):
        assert f'鼓楼区 <span class="picker-lies-in">{place}</span>' in html


def test_a_found_city_can_be_chosen_or_stepped_into() -> None:
    found = page("home-q=济南")
    assert found.choices("home") == ["370100"]
    assert places(found.all("a")[0]["href"]) == {"home-in": ["370100"]}


def test_the_country_is_found_but_cannot_be_chosen() -> None:
    assert page("home-q=中国").choices("home") == []


def test_a_search_without_matches_says_so_and_offers_the_steps() -> None:
    empty = page("home-q=vvvvvv")
    assert "没有找到“vvvvvv”" in empty.html
    assert offers_the_provinces(empty)


def test_too_many_matches_ask_for_more_letters() -> None:
    assert "只列出前 20 个" in page("home-q=s").html


def test_a_choice_is_shown_closed_and_posted_along() -> None:
    closed = page(chosen="371581")
    assert "山东省 聊城市 临清市" in closed.html
    assert closed.all("input") == [{"type": "hidden", "name": "home", "value": "371581"}]
    [change] = closed.all("a")
    assert places(change["href"]) == {"home-in": ["371500"]}


def test_changing_a_choice_opens_where_it_lies_and_marks_it() -> None:
    opened = page("home-in=371500", chosen="371581")
    assert opened.html.count("picker-mark") == 1
    # A browser posts the fields in their order, and Django takes the last: the button's.
    values = [a["value"] for _, a in opened.elements if a.get("name") == "home"]
    assert values[0] == "371581"
    assert "371502" in values[1:]


@pytest.mark.parametrize(
    "query",
    [
        "home-in=999999",
        "home-in=../etc/passwd",
        "home-in=%00&home-q=%00",
        "home-in=&home-in=",
        "home-q=" + "x" * 5000,
        "home-q=%F0%9F%98%80%ED%A0%80",
        "other=%ED%A0%80&%3Cscript%3E=1",
    ],
)
def test_hostile_queries_show_the_provinces(query: str) -> None:
    assert offers_the_provinces(page(query))


def test_hostile_text_is_escaped() -> None:
    hostile = page("home-q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&x=%22%3E%3Cscript%3E")
    assert not hostile.all("script")


def test_a_lone_surrogate_is_passed_over() -> None:
    links = Picker("home", {"x": "\ud800", "home-q": "\ud800"}).options
    assert places(links[0].href)["x"] == ["?"]


def test_a_county_asked_for_is_shown_among_its_siblings() -> None:
    assert "371581" in page("home-in=371581").choices("home")


def test_an_unknown_choice_counts_as_none() -> None:
    assert not page(chosen="999999").all("input", name="home")


def test_a_name_with_dots_still_makes_a_usable_element() -> None:
    assert Picker("mother.home", {}).element_id == "picker-mother-home"


@pytest.mark.parametrize("code", ["371581", "370100", "370000", " 371581 "])
def test_the_field_accepts_a_region_of_any_level(code: str) -> None:
    assert RegionField().clean(code) == code.strip()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "请选择一个地方。"),
        (None, "请选择一个地方。"),
        ("999999", "没有找到这个地方，请从列表中重新选择。"),
        ("临清", "没有找到这个地方，请从列表中重新选择。"),
        ("x" * 10_000, "没有找到这个地方，请从列表中重新选择。"),
        ("000000", "请至少选到省。"),
    ],
)
def test_the_field_refuses_the_rest_in_plain_words(value: str | None, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        RegionField().clean(value)
    assert refused.value.messages == [message]


def test_an_optional_field_may_stay_empty() -> None:
    assert RegionField(required=False).clean("") == ""
