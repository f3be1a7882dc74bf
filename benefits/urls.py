"""Where each public address leads. No address carries an answer."""

from __future__ import annotations

from django.urls import path

from benefits.views import children, corrections, pages, questions, results

app_name = "benefits"

urlpatterns = [
    path("", pages.start, name="start"),
    path("check/", questions.check, name="check"),
    path("check/children/", children.listing, name="children"),
    path("check/children/add/", children.add, name="add-child"),
    path("check/children/<int:index>/", children.edit, name="edit-child"),
    path("check/children/<int:index>/twin/", children.add_twin, name="add-twin"),
    path("check/children/<int:index>/remove/", children.remove, name="remove-child"),
    path("check/<slug:slug>/", questions.question, name="question"),
    path("answers/", questions.answers, name="answers"),
    path("restart/", questions.restart, name="restart"),
    path("results/", results.results, name="results"),
    path("results/withheld/", results.withheld, name="withheld"),
    path("results/<slug:slug>/", results.result, name="result"),
    path("benefits/<slug:slug>/", pages.benefit, name="benefit"),
    path("benefits/<slug:slug>/correction/", corrections.correction, name="correction"),
    path("benefits/<slug:slug>/correction/received/", corrections.received, name="correction-received"),
    path("documents/<slug:slug>/", pages.document, name="document"),
    path("regions/<slug:code>/", pages.region, name="region"),
]
