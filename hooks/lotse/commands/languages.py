"""`lotse new language`: a further language at once, with fallbacks and a list of what to translate."""

from __future__ import annotations

import json
import re
from pathlib import Path

from babel import Locale

from lotse.commands.together import write_together
from lotse.load import Catalogue
from lotse.model.base import LANGUAGE_PATTERN
from lotse.translated import Pages
from lotse.words import is_language


def new_language(catalogue: Catalogue, project: Path, code: str) -> list[str]:
    """Adds a language to `data/region.yaml` (and `data/terms.yaml`) and returns what there is to translate.

    Every language that Babel knows, also with a script or a country («zh-Hans», «pt-BR»). Raises ValueError
    with a German sentence for any other code or a language that is there already; then nothing has changed.
    """
    if code in catalogue.region.languages:
        raise ValueError(f"Die Sprache «{code}» gibt es schon.")
    if not re.fullmatch(LANGUAGE_PATTERN, code) or not is_language(code):
        raise ValueError(f"«{code}» ist kein Sprachkürzel, das Babel kennt; zum Beispiel «fa» für Persisch.")
    locale = Locale.parse(code, sep="-")
    files = {project / "data/region.yaml": _with_language_listed(project / "data/region.yaml", code)}
    if code not in {known.code for known in catalogue.languages}:
        files[project / "data/terms.yaml"] = _with_language_described(project / "data/terms.yaml", code, locale)
    labels = project / "data/ui" / f"{code}.yaml"
    if not labels.exists():
        files[labels] = _first_labels(locale)
    write_together(files)
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


def _with_language_listed(path: Path, code: str) -> str:
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(r"(?m)^(\s*languages: \[)([^\]]+)(\])", rf"\g<1>\g<2>, {code}\g<3>", text, count=1)
    if not count:
        lines = re.search(r"(?m)^(?P<key>\s*)languages:[ ]*\n(?P<items>(?:\s*- \S+\n)+)", text)
        if lines is None:
            raise ValueError("In data/region.yaml steht keine Liste «languages: [de, …]».")
        indent = re.match(r"\s*", lines["items"])[0]  # type: ignore[index]
        changed = text[: lines.end()] + f"{indent}- {code}\n" + text[lines.end() :]
    return changed


def _with_language_described(path: Path, code: str, locale: Locale) -> str:
    """The vocabulary with one more language at its end, indented as the others are."""
    text = path.read_text(encoding="utf-8")
    found = re.search(r"(?m)^( *)- code: ", text)
    if found is None:
        raise ValueError("In data/terms.yaml steht keine Liste «languages:».")
    native, german, english = (_name_of(locale, language) for language in (locale, "de", "en"))
    lines = (f"- code: {code}", f"  native: {native}", "  name:", f"    de: {german}", f"    en: {english}")
    block = "".join(f"{found[1]}{line}\n" for line in lines)
    following = re.compile(r"(?m)^[^\s#-]").search(text, found.end())
    end = following.start() if following else len(text)
    return f"{text[:end].rstrip()}\n{block}{text[end:]}"


def _name_of(locale: Locale, language: Locale | str) -> str:
    """The language's name in another language or in itself, as a text in quotes."""
    return json.dumps(locale.get_display_name(language) or str(locale), ensure_ascii=False)


def _first_labels(locale: Locale) -> str:
    return (
        f"# Beschriftungen der Oberfläche: {locale.get_display_name('de') or locale}. "
        "Schlüssel und Platzhalter wie in data/ui/de.yaml.\n"
        "# Was hier fehlt, erscheint auf Englisch. Nach jeder Änderung: `lotse check`\n\n"
        f"language.label: {_name_of(locale, locale)}\n"
    )
