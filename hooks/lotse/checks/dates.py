"""Dates stand in order, and what runs out is said in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lotse.load import Catalogue
from lotse.model.base import UNKNOWN, first_day
from lotse.problems import Problem

SOON = timedelta(days=90)


def dates_in_order(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """An offer doesn't end before it begins; a consent isn't withdrawn before it was given."""
    for _, service in catalogue.services():
        if service.valid_from and service.valid_to and service.valid_to < service.valid_from:
            yield _disorder(catalogue, service.id, "valid_to", "Das Ende liegt vor dem Anfang.")
    for consent in catalogue.consents:
        for field in ("valid_until", "withdrawn_on"):
            end = getattr(consent, field)
            if consent.given_on and end and end < consent.given_on:
                yield _disorder(catalogue, consent.id, field, f"«{field}» liegt vor «given_on».")
    for record in catalogue.evidenced():
        if record.review_on and record.known_on and record.review_on < record.known_on:
            yield _disorder(catalogue, record.id, "review_on", "Die nächste Prüfung liegt vor der letzten.")  # type: ignore[attr-defined]


def sources_until_today(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """No copy, no version and no reading of a source is of a day after today."""
    for record_id, path, citation in catalogue.citations():
        for field, day in (
            ("edition", citation.edition),
            ("copied_on", citation.copied_on if citation.copied_on != UNKNOWN else None),
            ("read_on", citation.read_on and citation.read_on.isoformat()),
        ):
            if day and first_day(day) > today:
                yield _future(catalogue, record_id, (*path, field), today)


def nothing_from_tomorrow(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Nothing was confirmed or recorded after today."""
    for record in catalogue.evidenced():
        if record.assured_on and record.assured_on > today:
            yield _future(catalogue, record.id, ("assured_on",), today)  # type: ignore[attr-defined]
    for consent in catalogue.consents:
        for field in ("given_on", "recorded_on", "withdrawn_on"):
            day = getattr(consent, field)
            if day and day > today:
                yield _future(catalogue, consent.id, (field,), today)


def reviews_until_today(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """Nobody has read the labels of a language after today."""
    for number, review in enumerate(catalogue.region.label_reviews):
        if review.reviewed_on > today:
            yield _future(catalogue, catalogue.region.id, ("label_reviews", number, "reviewed_on"), today)


def services_that_end(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """An offer that ends within 90 days is a task: is there a successor?"""
    for _, service in catalogue.services():
        if service.valid_to and service.status != "ended" and service.valid_to - today <= SOON:
            has_ended = service.valid_to < today
            yield catalogue.origin(service.id).problem(
                "valid_to", code="service-ends", severity="warning",
                message=f"Das Angebot {'endete' if has_ended else 'endet'} am {service.valid_to.isoformat()}.",
                hint="Tragen Sie das neue Ende ein, oder setzen Sie «status: ended».",
            )


def reviews_due(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """A record past its review date must be looked at again."""
    for record in catalogue.evidenced():
        if record.review_on and record.review_on < today:
            yield catalogue.origin(record.id).problem(  # type: ignore[attr-defined]
                "review_on", code="review-due", severity="warning",
                message=f"Die Prüfung war am {record.review_on.isoformat()} fällig.",
                hint="Lesen Sie die Quelle und tragen Sie den Tag und «review_on» neu ein.",
            )


def _disorder(catalogue: Catalogue, record_id: str, field: str, message: str) -> Problem:
    return catalogue.origin(record_id).problem(
        field, code="date-order", message=message, hint="Prüfen Sie Jahr und Monat."
    )


def _future(catalogue: Catalogue, record_id: str, path: tuple[str | int, ...], today: date) -> Problem:
    return catalogue.origin(record_id).problem(
        *path, code="date-future", message=f"Dieser Tag liegt in der Zukunft; gebaut wird für den {today.isoformat()}.",
        hint="Tragen Sie den Tag ein, an dem es wirklich geschah.",
    )


RULES = (
    dates_in_order, sources_until_today, nothing_from_tomorrow, reviews_until_today, services_that_end, reviews_due,
)
