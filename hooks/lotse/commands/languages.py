"""`lotse new language`: a further language at once, with fallbacks and a list of what to translate."""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale

from lotse.load import Catalogue
from lotse.translated import Pages
from lotse.words import is_language


def new_language(catalogue: Catalogue, project: Path, code: str) -> list[str]:
    """Adds a language to `data/region.yaml` (and `data/terms.yaml`) and returns what there is to translate.

    Raises ValueError with a German sentence for an unknown code or a language that is there already.
    """
    if code in catalogue.region.languages:
        raise ValueError(f"Die Sprache «{code}» gibt es schon.")
    if not is_language(code):
        raise ValueError(f"«{code}» ist kein Sprachkürzel, das Babel kennt; zum Beispiel «fa» für Persisch.")
    locale = Locale.parse(code, sep="-")
    _list_language(project / "data/region.yaml", code)
    if code not in {known.code for known in catalogue.languages}:
        _describe_language(project / "data/terms.yaml", code, locale)
    _start_labels(project / "data/ui" / f"{code}.yaml", locale)
    return to_translate(catalogue, code)


def to_translate(catalogue: Catalogue, code: str) -> list[str]:
    """What a translator will find to do, the pages for newcomers first."""
    source = catalogue.region.languages[0]
    pages = sorted(
        Pages(catalogue).originals(),
        key=lambda page: (page.address.startswith(("arbeitgeber", "mitmachen")), page.address),
    )
    labels = [
        f"data/ui/{code}.yaml: {len(catalogue.labels.get(source, {}))} Beschriftungen (Vorbild: data/ui/{source}.yaml)"
    ]
    return [*labels, *(f"docs/{code}/{page.name}: {page.title}" for page in pages)]


def _list_language(path: Path, code: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(r"(?m)^(\s*languages: \[)([^\]]+)(\])", rf"\g<1>\g<2>, {code}\g<3>", text, count=1)
    if not count:
        raise ValueError("In data/region.yaml steht keine Zeile «languages: [de, …]».")
    path.write_text(changed, encoding="utf-8")


def _describe_language(path: Path, code: str, locale: Locale) -> None:
    native, german, english = (locale.get_display_name(name) or code for name in (code, "de", "en"))
    block = f'  - code: {code}\n    native: "{native}"\n    name:\n      de: "{german}"\n      en: "{english}"\n'
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + block, encoding="utf-8")


def _start_labels(path: Path, locale: Locale) -> None:
    if not path.exists():
        name = locale.get_display_name("de") or str(locale)
        path.write_text(
            f"# Beschriftungen der Oberfläche: {name}. Schlüssel und Platzhalter wie in data/ui/de.yaml.\n"
            "# Was hier fehlt, erscheint auf Englisch. Nach jeder Änderung: `lotse check`\n\n"
            f'language.label: "{locale.get_display_name(str(locale)) or locale}"\n',
            encoding="utf-8",
        )
