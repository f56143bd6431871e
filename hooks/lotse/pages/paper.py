"""The meeting paper of the round table: what is counted, gaps, overlaps, what ends; as a page and as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from lotse.model.coverage import Gap
from lotse.model.public import PublicOrganization
from lotse.pages.experience import HEAD as HURDLE_HEAD
from lotse.pages.experience import hurdle_row
from lotse.pages.network import comparisons, count_words, figure_rows, open_questions
from lotse.pages.page import Desk, Page
from lotse.resolve.outlook import endings
from lotse.resolve.roundtable import gap_reports
from lotse.resolve.situations import Limited
from lotse.words import in_date_words, text_direction

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the paper: a table with its heading, and what stands there when it is empty."""

    anchor: str
    heading: str
    text: str
    head: Row
    rows: tuple[Row, ...]


def paper_page(desk: Desk) -> Page:
    """The paper as a page that prints well."""
    parts = cache(lambda: paper_parts(desk))  # takes long, and most who lay out pages never ask for it
    label = desk.renderer.label
    return desk.page(
        "netzwerk/unterlage/", "paper", title=label("paper.heading"), description=label("paper.lead"),
        source_file="data/coverage.yaml", contents=lambda: tuple((part.anchor, part.heading) for part in parts()),
        is_indexed=False, view=lambda: {"parts": parts()}, is_alone=False,
    )  # fmt: skip


def paper_file(desk: Desk) -> str:
    """The same page as one file that needs no other and links nowhere."""
    direction = text_direction(desk.language)
    return str(desk.renderer.render("paper-alone", "", parts=paper_parts(desk), direction=direction))


def paper_markdown(desk: Desk) -> str:
    """The same paper as Markdown, in the language of the desk."""
    label, today = desk.renderer.label, in_date_words(desk.catalogue.today, desk.language)
    lines = [f"# {label('paper.heading')}", "", f"{desk.renderer.plainly(desk.catalogue.region.name)}, {today}"]
    lines += ["", label("paper.lead"), ""]
    for part in paper_parts(desk):
        lines += [f"## {part.heading}", "", *([part.text, ""] if part.text else []), *_table(part, label), ""]
    return "\n".join(lines)


def _table(part: Part, label: object) -> list[str]:
    if not part.rows:
        return [label("network.no_endings")]  # type: ignore[operator]
    rows = [part.head, ("---",) * len(part.head), *part.rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]


def paper_parts(desk: Desk) -> tuple[Part, ...]:
    """All parts in the order of a meeting."""
    return (
        _figures(desk), _gaps(desk), _unasked(desk), _openings(desk), _endings(desk), _overlaps(desk), _consents(desk),
        _experience(desk), _tasks(desk),
    )  # fmt: skip


def _figures(desk: Desk) -> Part:
    label, trend = desk.renderer.label, desk.trend
    head: Row = (label("figures.what"), label("figures.now"))
    if trend:
        head = (*head, in_date_words(trend.day, desk.language), label("figures.change"))
    rows = figure_rows(desk)
    return Part("zahlen", label("figures.heading"), "" if trend else label("network.no_trend"), head, rows)


_GAP_HEAD = ("network.topic", "figures.reason", "gap.owner", "gap.fallback")


def _gaps(desk: Desk) -> Part:
    rows = tuple(_gap_row(desk, report.gap, report.days) for report in gap_reports(desk.coverage))
    return _part(desk, "luecken", "network.gaps", "network.gaps_text", _GAP_HEAD, rows)


def _unasked(desk: Desk) -> Part:
    """What nobody has asked about yet: not known is not missing."""
    reports = gap_reports(desk.coverage, is_asked=False)
    rows = tuple(_gap_row(desk, report.gap, report.days) for report in reports)
    return _part(desk, "nicht-nachgefragt", "network.unasked", "network.unasked_text", _GAP_HEAD, rows)


def _gap_row(desk: Desk, gap: Gap, days: int) -> Row:
    say, terms = desk.renderer.plainly, _terms(desk)
    topics = desk.renderer.joined(terms[topic] for topic in gap.topics)
    audiences = desk.renderer.joined(terms[audience] for audience in gap.audiences) + _limit_words(desk, gap)
    areas = desk.renderer.joined(desk.renderer.name(desk.catalogue.atlas.names[area]) for area in gap.areas)
    owner = _name(desk, desk.directory.organizations[gap.owner])
    return (
        f"{topics} · {audiences} · {areas}",
        say(gap.reason),
        f"{owner}, {in_date_words(gap.since, desk.language)} ({desk.renderer.counted('gap.days', days)})",
        _name(desk, desk.directory.organizations[gap.fallback]),
    )


def _openings(desk: Desk) -> Part:
    terms = _terms(desk)
    rows = tuple(
        (in_date_words(opening.day, desk.language), terms[topic], terms[audience], area)
        for opening in open_questions(desk)
        for topic, audience, area in opening.questions
    )
    head = ("network.from_day", "network.topic", "network.audience", "offer.area")
    return _part(desk, "ohne-antwort", "network.openings", "network.openings_text", head, rows)


def _terms(desk: Desk) -> dict[str, str]:
    """Names of topics and audiences."""
    return {t.id: desk.renderer.plainly(t.name) for t in (*desk.catalogue.topics, *desk.catalogue.audiences)}


def _endings(desk: Desk) -> Part:
    rows = tuple(
        (in_date_words(e.day, desk.language), desk.renderer.plainly(e.service.name), _name(desk, e.organization))
        for e in endings(desk.directory)
    )
    head = ("network.last_day", "network.offer", "network.body")
    return _part(desk, "enden", "network.endings", "", head, rows)


def _overlaps(desk: Desk) -> Part:
    say = desk.renderer.plainly
    rows = tuple(
        (
            say(comparison.overlap.topic.name), say(comparison.overlap.audience.name), comparison.area,
            desk.renderer.joined((_side(desk, body, words) for body, words in comparison.sides), "semicolon"),
        )
        for comparison in comparisons(desk)
    )  # fmt: skip
    head = ("network.topic", "network.audience", "offer.area", "network.bodies")
    return _part(desk, "mehrfach", "network.overlaps", "network.overlaps_text", head, rows)


def _side(desk: Desk, organization: PublicOrganization, words: Row) -> str:
    """A body with what tells it apart from the others."""
    told = desk.renderer.joined(words, "semicolon")
    return f"{_name(desk, organization)} ({told})" if words else _name(desk, organization)


def _consents(desk: Desk) -> Part:
    """By the last day: on one and the same many of them lapse."""
    names: dict[date, list[str]] = {}
    for day, name in desk.catalogue.lapsing:
        names.setdefault(day, []).append(desk.renderer.name(name))
    rows = tuple(
        (in_date_words(day, desk.language), str(len(found)), desk.renderer.joined(found, "semicolon"))
        for day, found in names.items()
    )
    head = ("network.last_day", "figures.organizations", "network.bodies")
    return _part(desk, "zustimmungen", "network.consents", "network.consents_text", head, rows)


def _experience(desk: Desk) -> Part:
    """What advisers see again and again, to be talked about."""
    rows = tuple(hurdle_row(desk, one) for one in desk.catalogue.hurdles if one.hurdle.status != "solved")
    return _part(desk, "erfahrungen", "experience.heading", "experience.lead", HURDLE_HEAD, rows)


def _tasks(desk: Desk) -> Part:
    counted: Iterable[tuple[str, int]] = sorted(Counter(task.file for task in desk.catalogue.tasks).items())
    rows = tuple((file, count_words(desk, count)) for file, count in counted)
    return _part(desk, "aufgaben", "tasks.heading", "tasks.lead", ("network.file", "tasks.heading"), rows)


def _part(desk: Desk, anchor: str, heading: str, text: str, head: Row, rows: tuple[Row, ...]) -> Part:
    """A part out of the keys of its labels."""
    label = desk.renderer.label
    return Part(anchor, label(heading), label(text) if text else "", tuple(map(label, head)), rows)


def _name(desk: Desk, organization: PublicOrganization) -> str:
    return desk.renderer.name(organization.name)

def _limit_words(desk: Desk, limited: Limited) -> str:
    """What limits a way or a gap, in brackets; nothing if it isn't limited."""
    entry = [desk.renderer.label(f"offer.entry.{limited.entry}")] if limited.entry != "both" else []
    sectors = [desk.renderer.plainly(s.name) for s in desk.catalogue.sectors if s.id in limited.sectors]
    words = desk.renderer.joined([*entry, *([desk.renderer.joined(sectors)] if sectors else [])], "semicolon")
    return f" ({words})" if words else ""
