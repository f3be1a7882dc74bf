"""Every page and state that is worth a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from benefits.households import cookie
from benefits.households.cookie import Visit
from benefits.rules.household import Household
from tests.pages.families import EVERYBODY, FIRST, NO_TOPICS, SECOND, couple


@dataclass(frozen=True)
class State:
    """A page with a family's answers; ``clicks`` are selectors pressed one after the other.

    ``template`` names the page that stands there instead, where no address leads to it in development.
    """

    name: str
    address: str
    household: Household | None = None
    clicks: tuple[str, ...] = ()
    opened: bool = False
    template: str = ""
    printed: bool = False


def sealed(household: Household) -> tuple[str, str]:
    """The name and value of the cookie that holds the household."""
    response = HttpResponse()
    cookie.save(response, Visit(household))
    return settings.HOUSEHOLD_COOKIE, response.cookies[settings.HOUSEHOLD_COOKIE].value


HERE: dict[str, Any] = {"residence": "370102", "parents": "both"}
TICKED: dict[str, Any] = dict.fromkeys(NO_TOPICS, True)
LOST: dict[str, Any] = {"birth": date(1994, 5, 1), "relation": "ours", "deceased": True}
ELSEWHERE = Household(HERE | {"residence": "371581", "all_here": False} | NO_TOPICS, children=(SECOND,))
CHILDLESS = Household(HERE | NO_TOPICS)
BEREAVED = couple("370102", LOST, topic_fp=True, fp_special="died")
JINAN = EVERYBODY["jinan"]

READ = (
    State("start", "/"),
    State("start-again", "/", JINAN),
    State("benefit", "/benefits/jinan-childrearing-600/"),
    State("benefit-alternatives", "/benefits/jinan-employee-delivery-100/"),
    State("benefit-draft", "/benefits/luhe-maternity-benefits/"),
    State("document", "/documents/jinan-2022/"),
    State("document-quoted", "/documents/jinan-2022/?q=jinan-childrearing-600#s2-4-12"),
    State("document-draft", "/documents/luhe-draft/"),
    State("region", "/regions/370100/"),
    State("region-district", "/regions/370102/"),
    State("region-nothing", "/regions/110101/"),
    State("correction", "/benefits/jinan-childrearing-600/correction/", JINAN),
    State("correction-received", "/benefits/jinan-childrearing-600/correction/received/"),
    *(State(f"error-{name}", "/", template=f"{name}.html") for name in ("400", "403_csrf", "404", "405", "500")),
)
QUESTIONS = (
    "residence",
    "topics",
    "parents",
    "couple",
    "all_here",
    "hukou",
    "care",
    "work",
    "work_place",
    "work_checks",
    "insurance",
    "delivery",
    "housing",
    "hardship",
    "fp_special",
    "age_date",
    "care_level",
    "fp_checks",
    "rebirth",
    "elders",
)
SEND = ".question-form .actions button"


def states(on: date) -> tuple[State, ...]:
    """All of them; the children that are expected or new are so on that day."""
    expected: dict[str, Any] = {"birth": on + timedelta(days=90), "relation": "ours"}
    twin: dict[str, Any] = {"birth": on - timedelta(days=40), "relation": "ours"}
    asking = Household(HERE | TICKED, children=(FIRST, SECOND, expected))
    return (*READ, *_asked(asking), *_told(couple("370102", twin, twin, FIRST)))


def _asked(asking: Household) -> tuple[State, ...]:
    return (
        *(State(f"question-{slug}", f"/check/{slug}/", asking) for slug in QUESTIONS),
        State("question-first", "/check/"),
        State("question-search", "/check/residence/?residence-family-q=lq"),
        State("question-place-elsewhere", "/check/hukou/", ELSEWHERE),
        State("question-why", "/check/work/", asking, opened=True),
        State("question-error", "/check/couple/", asking, clicks=(SEND,)),
        State("children-none", "/check/children/", CHILDLESS),
        State("children-listed", "/check/children/", asking),
        State("child-add", "/check/children/add/", asking),
        State("child-error", "/check/children/add/", asking, clicks=(SEND,)),
        State("child-edit", "/check/children/1/", asking),
        State("child-remove", "/check/children/1/remove/", asking),
        State("answers", "/answers/", JINAN),
    )


def _told(with_twins: Household) -> tuple[State, ...]:
    return (
        *(State(f"results-{name}", "/results/", household) for name, household in EVERYBODY.items()),
        State("results-twins", "/results/", with_twins),
        State("results-one", "/results/jinan-maternity-leave-158/", JINAN),
        State("results-bereaved", "/results/", BEREAVED),
        State("results-withheld", "/results/withheld/", JINAN),
        State("withheld", "/results/withheld/", JINAN),
        State("withheld-bereaved", "/results/withheld/", BEREAVED),
        State("results-opened", "/results/", JINAN, opened=True),
        State("results-printed", "/results/", JINAN, printed=True),
    )
