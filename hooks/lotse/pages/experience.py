"""Hurdles from advising: for the round table, as the paper to those who could remedy them, and how to report one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lotse.model.experience import FREQUENCIES, REMEDIES, Hurdle
from lotse.model.public import PublicHurdle
from lotse.pages.page import Desk, Page
from lotse.words import in_date_words, in_list_words, in_rough_date_words

EXPERIENCE = "data/experience.yaml"
ADDRESS, FORM = "netzwerk/erfahrungen/", "netzwerk/erfahrungen/melden/"
UNDISCUSSED = "open"
"""Stands in for a remedy where nobody has said yet who could help."""


@dataclass(frozen=True, slots=True)
class RemedyGroup:
    """The hurdles that a level could remedy; one that several could stands in each group."""

    remedy: str
    hurdles: tuple[PublicHurdle, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A field of the form: its name in the data, whether an answer is chosen, and among what."""

    field: str
    choices: tuple[tuple[str, str], ...] = ()  # id and words; none: free text
    is_many: bool = False


def experience_pages(desk: Desk) -> Iterator[Page]:
    """The list by phase, and the form."""
    yield _list_page(desk)
    yield _form_page(desk)


def _list_page(desk: Desk) -> Page:
    label, catalogue = desk.renderer.label, desk.catalogue
    groups = tuple(
        (phase, found) for phase in catalogue.phases
        if (found := tuple(one for one in catalogue.hurdles if one.hurdle.phases[0] == phase.id))
    )
    return desk.page(
        ADDRESS, "experience", title=label("experience.heading"), description=label("experience.lead"),
        source_file=EXPERIENCE, is_indexed=False, groups=groups, steps={step.id: step for step in catalogue.steps},
        contents=tuple((f"phase-{phase.id}", desk.renderer.plainly(phase.name)) for phase, _ in groups),
    )  # fmt: skip


def _form_page(desk: Desk) -> Page:
    label = desk.renderer.label
    return desk.page(
        FORM, "hurdle", title=label("experience.report"), description=label("experience.form_lead"),
        source_file=EXPERIENCE, is_indexed=False, questions=questions(desk), email=desk.catalogue.region.operator.email,
        subject=label("experience.mail_subject"),
    )


def questions(desk: Desk) -> tuple[Question, ...]:
    """The fields of a hurdle in the order of the form; exactly these are in the mail."""
    say, catalogue, label = desk.renderer.plainly, desk.catalogue, desk.renderer.label

    def terms(records: tuple[object, ...]) -> tuple[tuple[str, str], ...]:
        return tuple((record.id, say(record.name)) for record in records)  # type: ignore[attr-defined]

    return (
        Question("name"),
        Question("pattern"),
        Question("phases", terms(catalogue.phases), is_many=True),
        Question("topics", terms(catalogue.topics), is_many=True),
        Question("frequency", tuple((name, label(f"frequency.{name}")) for name in FREQUENCIES)),
        Question("since"),
        Question("affected", terms(catalogue.audiences), is_many=True),
        Question("remedies", tuple((name, label(f"remedy.{name}")) for name in REMEDIES), is_many=True),
        Question("aim"),
    )


def hurdles_of(desk: Desk, *, topic: str) -> tuple[PublicHurdle, ...]:
    """Unsolved hurdles on a topic, for its page."""
    found = (one for one in desk.catalogue.hurdles if one.hurdle.status != "solved")
    return tuple(one for one in found if topic in one.hurdle.topics)


def by_remedy(desk: Desk) -> tuple[RemedyGroup, ...]:
    """The unsolved hurdles by who could remedy them, those that nobody has talked about at the end."""
    open_ones = [one for one in desk.catalogue.hurdles if one.hurdle.status != "solved"]
    groups = [RemedyGroup(name, tuple(o for o in open_ones if name in o.hurdle.remedies)) for name in REMEDIES]
    groups.append(RemedyGroup(UNDISCUSSED, tuple(o for o in open_ones if not o.hurdle.remedies)))
    return tuple(group for group in groups if group.hurdles)


def hurdle_row(desk: Desk, one: PublicHurdle) -> tuple[str, ...]:
    """A hurdle in the cells of a table: name and pattern, whom it hits, how often and since when, aim, status."""
    say, label, hurdle = desk.renderer.plainly, desk.renderer.label, one.hurdle
    audiences = {term.id: say(term.name) for term in desk.catalogue.audiences}
    how_often = [label(f"frequency.{hurdle.frequency}")]
    if hurdle.since:
        how_often.append(label("experience.since_day", day=in_rough_date_words(hurdle.since, desk.language)))
    return (
        f"{say(hurdle.name)}: {say(hurdle.pattern)}",
        in_list_words([audiences[name] for name in hurdle.affected], desk.language),
        desk.renderer.joined(how_often),
        remedy_words(desk, hurdle),
        say(hurdle.aim) or label("experience.no_aim"),
        label(f"hurdle.{hurdle.status}"),
    )


HEAD = ("experience.hurdle", "experience.affected", "experience.frequency", "experience.remedies", "experience.aim",
        "experience.status")  # fmt: skip
"""The labels of the cells of a row."""


def remedy_words(desk: Desk, hurdle: Hurdle) -> str:
    """Who could remedy it."""
    names = [desk.renderer.label(f"remedy.{name}") for name in hurdle.remedies or (UNDISCUSSED,)]
    return in_list_words(names, desk.language)


def experience_markdown(desk: Desk) -> str:
    """The paper to the Land, the federal level and the agencies, as Markdown in the language of the desk."""
    label, say = desk.renderer.label, desk.renderer.plainly
    today = in_date_words(desk.catalogue.today, desk.language)
    lines = [f"# {label('experience.paper')}", "", f"{say(desk.catalogue.region.name)}, {today}", ""]
    lines += [label("experience.paper_lead"), ""]
    for group in by_remedy(desk):
        lines += [f"## {label('experience.to')} {label(f'remedy.{group.remedy}')}", ""]
        for one in group.hurdles:
            lines += [*_hurdle_lines(desk, one), ""]
    if not desk.catalogue.hurdles:
        lines += [label("experience.none"), ""]
    return "\n".join(lines)


def _hurdle_lines(desk: Desk, one: PublicHurdle) -> list[str]:
    label, say = desk.renderer.label, desk.renderer.plainly
    cells = hurdle_row(desk, one)
    lines = [f"### {_plain(say(one.hurdle.name))}", "", _plain(say(one.hurdle.pattern)), ""]
    lines += [f"- {label(key)}: {_plain(cell)}" for key, cell in zip(HEAD[1:], cells[1:], strict=True)]
    sources = "; ".join(f"{c.title}{f', {c.place}' if c.place else ''}" for c in one.standing.citations)
    return [*lines, f"- {label('standing.source')} {_plain(sources)}. {desk.renderer.standing(one.standing)}"]


def _plain(text: str) -> str:
    """A text that means nothing in Markdown but itself."""
    masked = "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)
    return " ".join(masked.split())

