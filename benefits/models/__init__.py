"""Working records, which staff edit, and editions with the publication log, which parents see."""

from __future__ import annotations

from benefits.models.benefits import Award, Benefit, Citation, Condition, Relation
from benefits.models.corrections import Correction, CorrectionState
from benefits.models.documents import Clause, Document, NothingGranted
from benefits.models.editions import Edition, Publication
from benefits.models.officers import Appointment, Deed, Did
from benefits.models.proposals import Proposal, ProposalState
from benefits.models.questions import Fact, Option, Question, TakenAs
from benefits.models.references import ReferenceExpectation, ReferenceHousehold

__all__ = [
    "Appointment",
    "Award",
    "Benefit",
    "Citation",
    "Clause",
    "Condition",
    "Correction",
    "CorrectionState",
    "Deed",
    "Did",
    "Document",
    "Edition",
    "Fact",
    "NothingGranted",
    "Option",
    "Proposal",
    "ProposalState",
    "Publication",
    "Question",
    "ReferenceExpectation",
    "ReferenceHousehold",
    "Relation",
    "TakenAs",
]
