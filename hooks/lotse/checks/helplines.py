"""National numbers can be dialled, and every language of the site has words of distress that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse.load import Catalogue
from lotse.problems import Problem
from lotse.words import did_you_mean, is_none_of

_NUMBER = re.compile(r"\d(?: ?\d){2,14}")


def help_numbers(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A number of `data/help.yaml` is what one dials inside the country: digits and single blanks."""
    for line in catalogue.help_lines:
        if not _NUMBER.fullmatch(line.number):
            yield catalogue.origin(line.id).problem(
                "number", code="help-number-wrong", message=f"«{line.number}» lässt sich so nicht wählen.",
                hint="Schreiben Sie nur Ziffern und einzelne Leerzeichen, wie man im Inland wählt: «110», «116 016».",
            )


def help_references(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """A number names known topics and audiences."""
    known = {
        "topics": ("Thema", [topic.id for topic in catalogue.topics]),
        "audiences": ("Zielgruppe", [term.id for term in catalogue.audiences]),
    }
    for line in catalogue.help_lines:
        for field, (what, ids) in known.items():
            for number, record_id in enumerate(getattr(line, field)):
                if record_id not in ids and record_id not in catalogue.lost:
                    yield catalogue.origin(line.id).problem(
                        field, number, code="reference-unknown", message=is_none_of(record_id, what),
                        hint=did_you_mean(record_id, ids),
                    )


def distress_in_every_language(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Where there is help in danger, people find it in each language of the site by their own words."""
    first = next((line for line in catalogue.help_lines if line.is_for_danger), None)
    known = {language.code for language in catalogue.languages}
    for language in catalogue.region.languages if first else ():
        if language in known and not catalogue.distress.get(language):
            yield catalogue.origin(first.id).problem(  # type: ignore[union-attr]
                code="distress-missing", severity="warning",
                message=f"Für «{language}» fehlen Wörter, mit denen Menschen in Not suchen.",
                hint="Ergänzen Sie in data/help.yaml unter «distress» Wörter wie Gewalt, Bedrohung, Unfall.",
            )


RULES = (help_numbers, help_references, distress_in_every_language)
