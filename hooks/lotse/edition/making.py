"""From the project's folder to an edition: load, check, publish, answer. One function a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from lotse.checks import check_answers, check_catalogue, check_references
from lotse.checks.labels import missing_label
from lotse.edition.channels import in_channel
from lotse.edition.whole import Edition
from lotse.load import Memory, load_catalogue
from lotse.model.consents import Channel
from lotse.pages import Desk, desks, generated_pages
from lotse.pages.page import Page
from lotse.pages.register import Register
from lotse.problems import Problem, sorted_problems
from lotse.publish import publish
from lotse.render import LabelMissing
from lotse.resolve.roundtable import Trend
from lotse.translated import Tracked
from lotse.written import ConfigurationFault, dialect_of, written_pages

_FATAL = frozenset({"reference-unknown", "reference-circular", "id-duplicate", "label-missing"})

_SETTINGS_HINT = "Holen Sie die Datei aus einer früheren Fassung zurück."


def loaded(project: Path, overlay: Path | None = None, memory: Memory | None = None) -> Edition:
    """What stands in the project's folder, and what could not be read."""
    catalogue, problems = load_catalogue(project, overlay, memory)
    try:
        return Edition(project, tuple(problems), catalogue, dialect=dialect_of(project))
    except ConfigurationFault as fault:
        wrong = Problem(file="mkdocs.yml", code="settings-wrong", message=str(fault), hint=_SETTINGS_HINT)
        return Edition(project, (*problems, wrong), catalogue)


def checked(edition: Edition, today: date) -> Edition:
    """With what the rules across records find."""
    return edition if edition.catalogue is None else _with(edition, check_catalogue(edition.catalogue, today))


def linked(edition: Edition) -> Edition:
    """With what the rules find without which nothing can be published: whether records lead somewhere."""
    return edition if edition.catalogue is None else _with(edition, check_references(edition.catalogue))


def published(edition: Edition, today: date) -> Edition:
    """With what may be seen of it on the day; nothing where records lead nowhere."""
    catalogue = edition.catalogue
    if catalogue is None or catalogue.is_partial:
        return edition
    if any(problem.code in _FATAL and problem.is_error for problem in edition.problems):
        return edition
    return replace(edition, public=publish(catalogue, "site", today))


def answering(edition: Edition) -> Edition:
    """With the answer to every question."""
    if edition.catalogue is None or edition.public is None:
        return edition
    return replace(edition, desks=desks(edition.public, edition.catalogue.labels))


def answered(edition: Edition) -> Edition:
    """With the answer to every question, and with what the rules that see the answers find."""
    edition = answering(edition)
    if edition.catalogue is None or edition.desks is None:
        return edition
    try:
        problems = list(check_answers(edition.catalogue, edition.desks))
    except LabelMissing as fault:
        problems = [missing_label(edition.catalogue, fault.args[0])]
    return _with(edition, problems)


def laid_out(
    edition: Edition, trend: Trend | None = None, languages: frozenset[str] | None = None,
    assets: Mapping[str, str] | None = None,
) -> Edition:
    """With its pages, each to be made when asked for, in all or some languages; with errors there are none.

    `assets` are the names under which scripts, styles and pictures are published, where these differ.
    """
    if edition.stopping or edition.desks is None or edition.catalogue is None or edition.dialect is None:
        return edition
    first = next(iter(edition.desks))
    partners, prints = _desks_in("fai", edition), _desks_in("pdf", edition)
    edition = replace(edition, desks={
        code: replace(desk, trend=trend, partner=partners.get(code), paper=_for_print(code, prints))
        for code, desk in edition.desks.items()
    })
    for desk in (edition.desks or {}).values():
        desk.renderer.asset_names = assets or {}
    wanted = [code for code in edition.desks or {} if languages is None or code in {first, *languages}]
    tracked = tuple(one for code in edition.catalogue.region.languages for one in edition.written.tracked(code))
    try:
        generated = {code: _generated(code, edition, tracked) for code in wanted}
    except LabelMissing as fault:
        return _with(edition, [missing_label(edition.catalogue, fault.args[0])])
    room = replace(edition.room(generated), desks={code: (edition.desks or {})[code] for code in wanted})
    return replace(edition, register=Register({
        code: {**written_pages(code, room, edition.dialect), **pages} for code, pages in generated.items()
    }))  # fmt: skip


def checked_edition(project: Path, today: date, overlay: Path | None = None) -> Edition:
    """Load, check, publish and answer, without laying out any page."""
    return answered(published(checked(loaded(project, overlay), today), today))


def _desks_in(channel: Channel, edition: Edition) -> Mapping[str, Desk]:
    """A desk per language that sees only what is cleared for another channel; none where the region has it not."""
    if edition.catalogue is None or edition.public is None:
        return {}
    public = in_channel(edition.catalogue, channel, edition.public)
    return desks(public, edition.catalogue.labels) if public else {}


def _for_print(code: str, prints: Mapping[str, Desk]) -> Desk | None:
    """The desk for print of a language, which sees those of the others: some papers speak several."""
    return replace(prints[code], siblings=prints) if code in prints else None


def _with(edition: Edition, problems: list[Problem]) -> Edition:
    return replace(edition, problems=tuple(sorted_problems([*edition.problems, *problems])))


def _generated(language: str, edition: Edition, tracked: tuple[Tracked, ...]) -> dict[str, Page]:
    """The pages of a language that follow from the data, by address."""
    desk: Desk = (edition.desks or {})[language]
    return generated_pages(desk, edition.catalogue.prose if edition.catalogue else (), tracked)
