"""Top: the command line. Each command is a thin shell around one module of `lotse.commands`."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from lotse.commands.build import build_site
from lotse.commands.check import FORMATS, run_check
from lotse.commands.finish import rules_for
from lotse.commands.languages import new_language
from lotse.commands.new import new_organization
from lotse.commands.plan import plan_calendar, plan_text, planned_for
from lotse.commands.region import NewRegion, new_region
from lotse.commands.report import roundtable_paper, trend_since
from lotse.commands.schema import write_schemas
from lotse.commands.translations import (
    differences,
    export_po,
    import_po,
    mark_minor,
    stamp_language,
    status_table,
)
from lotse.commands.write import write_pages
from lotse.load import Catalogue, load_catalogue
from lotse.problems import as_text
from lotse.site import DAY_VARIABLE, build_day, check_site, make_site, private_folder
from lotse.words import did_you_mean

_PROJECT = click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    show_default="hier",
    help="Ordner mit data/ und docs/.",
)
_AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    envvar=DAY_VARIABLE,
    help="Für diesen Tag statt heute, z. B. 2027-01-15.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lotse")
def main() -> None:
    """Lotse: aus Daten und Texten einer Region wird eine Website für Arbeitgeber und Zugewanderte."""


@main.command()
@_PROJECT
@_AS_OF
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="Form der Ausgabe."
)
@click.option("--strict", is_flag=True, help="Auch Warnungen gelten als Fehler.")
def check(project: Path, as_of: datetime | None, form: str, strict: bool) -> None:
    """Prüft Daten und Texte und nennt alle Fehler mit Zeile.

    Beispiel: lotse check --format github
    """
    sys.exit(run_check(project, _day(as_of), form, is_strict=strict, overlay=private_folder()))


@main.command()
@_PROJECT
@_AS_OF
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Wohin die Website kommt.",
)
@click.option("--allow-shrink", is_flag=True, help="Auch bauen, wenn viel weniger Seiten herauskommen als zuletzt.")
def build(project: Path, as_of: datetime | None, site_dir: Path, allow_shrink: bool) -> None:
    """Baut die Website in einem Zug; bei Fehlern bleibt die alte stehen.

    Beispiel: lotse build --as-of 2027-01-15 --site-dir vorschau
    """
    site = check_site(project, _day(as_of), private_folder())
    if site.catalogue is None or site.errors:
        sys.exit(run_check(project, _day(as_of), "text", is_strict=False, overlay=private_folder()))
    result = build_site(
        project, site_dir, as_of=_day(as_of), allow_shrink=allow_shrink, rules=rules_for(site.catalogue.region)
    )
    sys.exit(0 if result.has_succeeded else 1)


@main.command()
@_PROJECT
def schema(project: Path) -> None:
    """Schreibt die JSON-Schemas der Datendateien nach data/schema/.

    Beispiel: lotse schema
    """
    for path in write_schemas(project):
        click.echo(path)


@main.command()
@_PROJECT
@_AS_OF
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="Zielordner.")
def write(project: Path, as_of: datetime | None, target: Path) -> None:
    """Schreibt fertige Seiten, die jedes Bauwerkzeug für Websites nehmen kann.

    Beispiel: lotse write --to ../seiten
    """
    site = make_site(project, _day(as_of), private_folder())
    if site.errors:
        sys.exit(run_check(project, _day(as_of), "text", is_strict=False, overlay=private_folder()))
    click.echo(f"{write_pages(site, target)} Seiten geschrieben.")


@main.group()
def new() -> None:
    """Legt Neues an: eine Organisation, eine Sprache, eine Region."""


@new.command("organization")
@_PROJECT
@click.argument("record_id", metavar="KENNUNG")
@click.option("--name", required=True, help="Name der Organisation auf Deutsch.")
def organization(project: Path, record_id: str, name: str) -> None:
    """Beginnt eine Organisation und ihre ausstehende Zustimmung.

    Beispiel: lotse new organization musterverein --name "Musterverein e. V."
    """
    try:
        paths = new_organization(project, record_id, name, build_day())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    for path in paths:
        click.echo(f"Ergänzt: {path}. Füllen Sie die Lücken und prüfen Sie mit «lotse check».")


@main.group()
def translations() -> None:
    """Übersetzungen: Stand, Unterschiede, Stempel, Ausfuhr und Einfuhr."""


_LANGUAGE = click.argument("language", metavar="SPRACHE")


@translations.command("status")
@_PROJECT
def translations_status(project: Path) -> None:
    """Zählt die Abschnitte je Sprache und Zustand.

    Beispiel: lotse translations status
    """
    click.echo(status_table(_catalogue(project)))


@translations.command("diff")
@_PROJECT
@_LANGUAGE
def translations_diff(project: Path, language: str) -> None:
    """Zeigt jeden Abschnitt, der neu zu übersetzen ist.

    Beispiel: lotse translations diff fr
    """
    click.echo(differences(_catalogue(project), language))


@translations.command("stamp")
@_PROJECT
@_LANGUAGE
@click.option("--page", help="Nur diese Seite, z. B. fragen/anerkennung.md.")
@click.option("--section", help="Nur dieser Abschnitt (der Anker seiner Überschrift).")
@click.option("--reviewed-by", help="Wer die Übersetzung durchgesehen hat: eine Rolle oder ein Kürzel.")
@click.option("--minor", is_flag=True, help="Die letzte deutsche Änderung an --page und --section war geringfügig.")
def translations_stamp(
    project: Path, language: str, page: str | None, section: str | None, reviewed_by: str | None, minor: bool
) -> None:
    """Hält fest, dass die Übersetzung zum heutigen deutschen Text gehört.

    Beispiel: lotse translations stamp fr --page fragen/anerkennung.md --reviewed-by KI-Aachen
    """
    catalogue = _catalogue(project)
    if minor:
        if not page or not section:
            raise click.UsageError("Zu --minor gehören --page und --section.")
        try:
            count = mark_minor(catalogue, project, page, section)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
    else:
        count = stamp_language(
            catalogue,
            project,
            language,
            only_page=page,
            only_section=section,
            reviewed_by=reviewed_by,
            today=build_day(),
        )
    click.echo(f"{count} Abschnitte gestempelt.")


@translations.command("export")
@_PROJECT
@_LANGUAGE
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Zieldatei (.po).")
def translations_export(project: Path, language: str, target: Path) -> None:
    """Schreibt, was zu übersetzen ist, als PO-Datei für Übersetzungsprogramme.

    Beispiel: lotse translations export fr --to fr.po
    """
    target.write_bytes(export_po(_catalogue(project), language, build_day()))
    click.echo(f"Geschrieben: {target}.")


@translations.command("import")
@_PROJECT
@_LANGUAGE
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def translations_import(project: Path, language: str, source: Path) -> None:
    """Übernimmt übersetzte Abschnitte aus einer PO-Datei und stempelt sie.

    Beispiel: lotse translations import fr fr.po
    """
    taken, refused = import_po(_catalogue(project), project, language, source.read_bytes())
    for line in refused:
        click.echo(f"Nicht übernommen: {line}", err=True)
    for page, section in taken:
        stamp_language(_catalogue(project), project, language, only_page=page, only_section=section, today=build_day())
    click.echo(f"{len(taken)} Abschnitte übernommen, {len(refused)} nicht.")
    sys.exit(1 if refused else 0)


def _catalogue(project: Path) -> Catalogue:
    """The data of the project; ends with its problems if it can't be read."""
    catalogue, problems = load_catalogue(project, private_folder())
    if catalogue is None:
        click.echo("\n".join(map(as_text, problems)))
        sys.exit(1)
    return catalogue


@new.command("language")
@_PROJECT
@click.argument("code", metavar="KÜRZEL")
def language(project: Path, code: str) -> None:
    """Beginnt eine Sprache; was fehlt, erscheint auf Englisch oder Deutsch.

    Beispiel: lotse new language fa
    """
    try:
        tasks = new_language(_catalogue(project), project, code)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Die Sprache «{code}» ist angelegt und baut sofort. Zu übersetzen:")
    click.echo("\n".join(f"- {task}" for task in tasks))


@new.command("region")
@_PROJECT
@click.argument("record_id", metavar="KENNUNG")
@click.option("--name", required=True, help="Name der Region.")
@click.option("--land", required=True, help="Name des Landes.")
@click.option(
    "--place", "places", multiple=True, required=True, help="Name einer Stadt oder Gemeinde; mehrfach möglich."
)
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="Leerer Zielordner.")
def region(project: Path, record_id: str, name: str, land: str, places: tuple[str, ...], target: Path) -> None:
    """Legt eine Website für eine andere Region an, die sofort baut.

    Beispiel: lotse new region musterregion --name "Region Muster" --land Musterland --place Musterstadt --to ../muster
    """
    wanted = NewRegion(id=record_id, name=name, land=land, places=places)
    try:
        new_region(_catalogue(project), project, target, wanted, build_day())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Angelegt in {target}. Dort weiter mit «make serve»; alle Themen sind als Lücke erklärt.")


@main.command("plan")
@_PROJECT
@_AS_OF
@click.option(
    "--case", "case", required=True, help="Ein Beispiel aus data/process.yaml, z. B. beispiel-pflegefachkraft."
)
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Gewünschter erster Arbeitstag.")
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), help="Kalenderdatei statt Bildschirm.")
def plan_command(project: Path, as_of: datetime | None, case: str, start: datetime, ics: Path | None) -> None:
    """Rechnet vom ersten Arbeitstag rückwärts, wann jeder Schritt beginnen muss.

    Beispiel: lotse plan --case beispiel-pflegefachkraft --start 2027-10-01 --ics plan.ics
    """
    site = check_site(project, _day(as_of), private_folder())
    if site.errors or site.desks is None:
        sys.exit(run_check(project, _day(as_of), "text", is_strict=False, overlay=private_folder()))
    desk = next(iter(site.desks.values()))
    known = {instance.id: instance for instance in desk.catalogue.instances}
    if case not in known:
        raise click.UsageError(f"«{case}» ist kein Beispiel. {did_you_mean(case, known) or ', '.join(known)}")
    planned = planned_for(desk, known[case], start.date())
    if ics:
        ics.write_text(plan_calendar(desk, known[case], planned, start.date()), encoding="utf-8", newline="")
    else:
        click.echo(plan_text(desk, planned))


@main.group()
def report() -> None:
    """Berichte aus den Daten."""


@report.command("roundtable")
@_PROJECT
@_AS_OF
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Mit dem Stand an diesem früheren Tag vergleichen (aus der Versionsgeschichte).",
)
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="Zieldatei statt Bildschirm.")
def report_roundtable(project: Path, as_of: datetime | None, since: datetime | None, target: Path | None) -> None:
    """Schreibt die Sitzungsunterlage für den Runden Tisch (Markdown).

    Beispiel: lotse report roundtable --since 2026-10-01 --to unterlage.md
    """
    site = check_site(project, _day(as_of), private_folder())
    if site.errors or site.desks is None:
        sys.exit(run_check(project, _day(as_of), "text", is_strict=False, overlay=private_folder()))
    trend = trend_since(project, since.date()) if since else None
    if since and trend is None:
        click.echo("Für diesen Tag gibt es keinen früheren Stand; die Unterlage enthält keinen Vergleich.", err=True)
    paper = roundtable_paper(site, _day(as_of), trend)
    if target:
        target.write_text(paper, encoding="utf-8")
    else:
        click.echo(paper)


def _day(given: datetime | None) -> date:
    try:
        return given.date() if given else build_day()
    except ValueError as error:
        raise click.UsageError(str(error)) from error


if __name__ == "__main__":
    main()
