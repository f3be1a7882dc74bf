"""What the household model itself has: the facts that code names, and what they must stay for it to work.

All other facts are content, which officers shape as they like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from benefits.rules.facts import FactType, Form, Holder
from benefits.rules.values import FATHER, MOTHER

RESIDENCE: Final = "residence"
ALL_HERE: Final = "all_here"
WHO: Final = "parents"
"""The parents for whom the check is made."""
CHILDREN: Final = "children"
"""The list of children as a whole, and the question whose answer it is."""
BIRTH: Final = "birth"
RELATION: Final = "relation"
DECEASED: Final = "deceased"
OF_ANY_CHILD: Final = (BIRTH, RELATION, DECEASED)
"""What the list of children tells of each, whether it lives, is expected or has died."""

BOTH: Final = "both"
OURS: Final = "ours"
ADOPTED: Final = "adopted"
MOTHERS: Final = "mothers"
FATHERS: Final = "fathers"

HUKOU: Final = "hukou"
CHILD_HUKOU: Final = "child_hukou"
PURCHASE_DATE: Final = "purchase_date"
ONE_CHILD: Final = "onlychild_pre2016"
"""That the couple had one child before 2016, and none since."""
SPECIAL: Final = "fp_special"
DIED: Final = "died"
"""What has befallen an only child, and the answer of parents whose child has died."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a fact must stay: whose, of which type, with these options at least.

    ``question`` and ``form`` say which question asks it, and how; without them any question that is put may.
    """

    holder: Holder
    type: FactType
    options: tuple[str, ...] = ()
    question: str = ""
    form: Form | None = None


GIVEN: Final[Mapping[str, Given]] = {
    RESIDENCE: Given(Holder.FAMILY, FactType.REGION, question=RESIDENCE, form=Form.PLACES),
    WHO: Given(Holder.FAMILY, FactType.CHOICE, (BOTH, MOTHER, FATHER), question=WHO, form=Form.ONE),
    BIRTH: Given(Holder.CHILD, FactType.DATE, question=CHILDREN, form=Form.CHILDREN),
    RELATION: Given(
        Holder.CHILD, FactType.CHOICE, (OURS, ADOPTED, MOTHERS, FATHERS), question=CHILDREN, form=Form.CHILDREN
    ),
    DECEASED: Given(Holder.CHILD, FactType.YESNO, question=CHILDREN, form=Form.CHILDREN),
    ALL_HERE: Given(Holder.FAMILY, FactType.YESNO, question=ALL_HERE, form=Form.ONE),
    HUKOU: Given(Holder.PARENT, FactType.REGION),
    CHILD_HUKOU: Given(Holder.CHILD, FactType.REGION),
    PURCHASE_DATE: Given(Holder.FAMILY, FactType.DATE),
    ONE_CHILD: Given(Holder.FAMILY, FactType.YESNO),
    SPECIAL: Given(Holder.FAMILY, FactType.CHOICE, (DIED,)),
}
"""By slug. From *hukou* to *onlychild_pre2016* they are what derived facts are made of."""
