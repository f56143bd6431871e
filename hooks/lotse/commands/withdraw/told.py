"""What a withdrawal means, in German sentences for the person who enters it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lotse.commands.withdraw.plan import Plan
from lotse.model.consents import CHANNELS
from lotse.problems import PRIVATE_FILE
from lotse.words import counted

_CHANNELS = {
    "site": "Website", "fai": "Weitergabe an die Landesagentur", "pdf": "Druckfassungen", "api": "offene Daten",
    "embed": "Einbettung auf anderen Websites",
}  # fmt: skip
_MOST = 12  # addresses that are listed; the rest is counted


def before(plan: Plan, project: Path) -> Iterator[str]:
    """What will vanish where, and what stays; before anything is changed."""
    yield f"Widerruf zum {plan.withdrawal.day.isoformat()}: {_subject(plan)}."
    yield from _gone(plan)
    yield from _pages(plan)
    if plan.erased:
        yield f"Gelöscht {_become(len(plan.erased))} {counted(len(plan.erased), 'Eintrag', 'Einträge')} in den Daten."
    for entry in plan.stays:
        yield f"Bleibt, denn es hat eine eigene Zustimmung: «{entry.subject}» ({entry.id}). Nennen Sie es eigens."
    files = ", ".join(_name(path, project) for path in plan.texts)
    if files:
        yield f"Geändert wird: {files}."


def after(plan: Plan) -> Iterator[str]:
    """What people must still do; once the files are written."""
    yield "Eingetragen. Das müssen Sie jetzt tun:"
    steps = [*_steps(plan)]
    yield from (f"{number}. {step}" for number, step in enumerate(steps, 1))


def _subject(plan: Plan) -> str:
    name = "ein Eintrag des privaten Ordners" if plan.is_private else f"«{plan.withdrawal.subject}»"
    wanted = plan.withdrawal.wanted
    where = "überall" if set(wanted) == set(CHANNELS) else "für: " + ", ".join(_CHANNELS[one] for one in wanted)
    return f"{name}, {where}"


def _gone(plan: Plan) -> Iterator[str]:
    for channel in plan.withdrawal.wanted:
        values = plan.gone[channel]
        if values:
            kinds = ", ".join(f"{value.kind} {_shown(plan, value.text)}" for value in values)
            yield f"{_CHANNELS[channel]}: {kinds}."
        else:
            yield f"{_CHANNELS[channel]}: Hier stand nichts davon."


def _shown(plan: Plan, text: str) -> str:
    return "(aus dem privaten Ordner)" if plan.is_private else f"«{text}»"


def _pages(plan: Plan) -> Iterator[str]:
    if plan.pages is None:
        yield "Welche Seiten es zeigen, lässt sich erst sagen, wenn die übrigen Fehler behoben sind."
        return
    losing = plan.pages.losing
    if losing:
        rest = f" und {len(losing) - _MOST} weitere" if len(losing) > _MOST else ""
        listed = ", ".join(f"/{address}" for address in losing[:_MOST])
        yield f"Es verschwindet von {counted(len(losing), 'Seite', 'Seiten')} je Sprache: {listed}{rest}."
    if plan.pages.keeping:
        listed = ", ".join(f"/{address}" for address in plan.pages.keeping[:_MOST])
        yield f"Aus einem anderen Grund steht eine der Angaben weiter auf: {listed}."


def _steps(plan: Plan) -> Iterator[str]:
    yield "Die Website neu veröffentlichen: «lotse build --keep-releases 0». Frühere Stände nicht zurückholen."
    if plan.gone.get("fai"):
        yield "Der Landesagentur den Widerruf mitteilen: Die Angabe war für sie freigegeben."
    if any(plan.gone.get(channel) for channel in ("pdf", "site")):
        yield "Gedruckte Blätter mit der Angabe einsammeln; heruntergeladene Dateien lassen sich nicht zurückholen."
    for problem in plan.standing:
        yield f"{problem.file}:{problem.line}: {problem.hint}"
    for trace in plan.traces:
        place = trace.file if trace.file == PRIVATE_FILE else f"{trace.file}:{trace.line}"
        yield f"{place}: {trace.kind} steht hier noch in einem Text; löschen Sie die Stelle."
    if plan.erased or plan.standing:
        yield (
            "In der Versionsgeschichte steht die Angabe weiterhin. Ob und wie sie dort entfernt wird, entscheidet der "
            "Datenschutz; siehe «Widerruf» im Handbuch."
        )


def _become(count: int) -> str:
    return "wird" if count == 1 else "werden"


def _name(path: Path, project: Path) -> str:
    inside = path.absolute().is_relative_to(project.absolute())
    return path.absolute().relative_to(project.absolute()).as_posix() if inside else "die Datei im privaten Ordner"
