"""L3: the facts about the operator that the legal pages need are there, and reviews are of languages that exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lotse.load import Catalogue
from lotse.problems import Problem
from lotse.words import did_you_mean


def operator_facts_known(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """What is unknown is shown as a gap; before publication it must be asked for, never invented."""
    region = catalogue.region
    missing = [f"«{name}»" for name, value in region.operator if value is None]
    if missing:
        yield catalogue.origin(region.id).problem(
            "operator", code="operator-incomplete", severity="warning",
            message=f"Diese Angaben des Betreibers fehlen: {', '.join(missing)}.",
            hint="Fragen Sie den Betreiber; bis dahin steht auf den Seiten «vom Betreiber zu ergänzen».",
        )


def label_reviews_name_languages(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Who has read the labels of a language names one of the site."""
    region = catalogue.region
    for number, review in enumerate(region.label_reviews):
        if review.language not in region.languages:
            yield catalogue.origin(region.id).problem(
                "label_reviews", number, "language", code="language-unknown",
                message=f"«{review.language}» ist keine Sprache dieser Website.",
                hint=did_you_mean(review.language, region.languages)
                or "Die Sprachen stehen in data/region.yaml unter «languages».",
            )


RULES = (operator_facts_known, label_reviews_name_languages)
