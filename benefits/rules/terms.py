"""The fixed choices of a record: what it is, how binding, for whom, how compared.

What people call these values stands in ``benefits/words.py``.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A *benefit* is claimed, a *service* is used."""

    BENEFIT = "benefit"
    SERVICE = "service"


class Category(StrEnum):
    """The shelf on which parents find it."""

    CASH = "cash"
    LEAVE = "leave"
    INSURANCE = "insurance"
    HEALTH = "health"
    CHILDCARE = "childcare"
    EDUCATION = "education"
    HOUSING = "housing"
    TAX = "tax"
    EMPLOYMENT = "employment"
    PROTECTION = "protection"
    FP_FAMILY = "fp_family"
    COMMUNITY = "community"
    ADMIN = "admin"


class Force(StrEnum):
    """How binding the wording is."""

    ENTITLEMENT = "entitlement"
    ENCOURAGED = "encouraged"
    PLANNED = "planned"
    EXPLORATORY = "exploratory"
    REFERS_UP = "refers_up"


class Recipient(StrEnum):
    """Whom the money or service reaches; an institution's money only lowers a family's cost."""

    FAMILY = "family"
    INSTITUTION = "institution"


class Subject(StrEnum):
    """For whom a benefit is assessed, one finding each."""

    FAMILY = "family"
    MOTHER = "mother"
    FATHER = "father"
    EACH_PARENT = "each_parent"
    EACH_CHILD = "each_child"
    EACH_BIRTH = "each_birth"


class Whose(StrEnum):
    """Whose fact a condition reads; blank is the benefit's subject, or the family."""

    SUBJECT = ""
    FAMILY = "family"
    MOTHER = "mother"
    FATHER = "father"
    EITHER_PARENT = "either_parent"
    BOTH_PARENTS = "both_parents"
    ANY_CHILD = "any_child"
    EVERY_CHILD = "every_child"


class Operator(StrEnum):
    """How a fact is compared. The second group compares a date with ``as_of``, never ages."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    NOT_IN = "not_in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    HERE = "here"
    NOT_HERE = "not_here"
    ON_OR_AFTER = "on_or_after"
    ON_OR_BEFORE = "on_or_before"

    UNDER = "under"
    WITHIN = "within"
    BELOW = "below"
    REACHED = "reached"
    NOT_REACHED = "not_reached"


class IfNot(StrEnum):
    """What a condition that does not hold means."""

    INELIGIBLE = "ineligible"
    UNCLEAR = "unclear"
    TOLD = "told"


class Basis(StrEnum):
    """Whether the clause says so, or we read it so."""

    STATED = "stated"
    INTERPRETATION = "interpretation"


class Bound(StrEnum):
    """How exact a number is."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ON_AVERAGE = "on_average"


class Period(StrEnum):
    """How often a number is given; ``per`` on the award words the rarer ones."""

    ONCE = "once"
    MONTH = "month"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    EVENT = "event"
    STANDARD = "standard"


class RelationKind(StrEnum):
    """How one record stands to another, subject by subject."""

    RESTATES = "restates"
    ADDS_TO = "adds_to"
    INCLUDES = "includes"
    SUPERSEDES = "supersedes"
    NOT_WITH = "not_with"


class Status(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
