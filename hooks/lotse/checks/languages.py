"""Every language that data, prose and files name is one that the site knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lotse.load import Catalogue, Origin
from lotse.model.base import LANGUAGE_PATTERN
from lotse.problems import Problem
from lotse.syntax import Node
from lotse.words import did_you_mean, is_language

Path = tuple[str | int, ...]
_CODE = re.compile(LANGUAGE_PATTERN)


def texts_name_known_languages(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """The keys of texts in several languages are languages; what isn't even a code is told by the model."""
    known = _known(catalogue)
    for file, root in catalogue.trees.items():
        for path in _language_maps(root, ()):
            unknown = (code for code in _keys(root, path) - known if _CODE.match(code))
            for code in sorted(code for code in unknown if not is_language(code)):
                yield Origin(file, root, path, "").problem(
                    code, code="language-unknown", message=f"«{code}» ist keine bekannte Sprache.", at_key=True,
                    hint=did_you_mean(code, sorted(known)) or "Die Sprachen stehen in data/terms.yaml.",
                )


def folders_are_languages(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Every folder of prose is a language of the site."""
    for code in sorted({page.language for page in catalogue.prose} - {*catalogue.region.languages}):
        page = next(p for p in catalogue.prose if p.language == code)
        yield Problem(file=page.file, code="language-unknown", **_not_of_site(catalogue, code))


def files_name_known_languages(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Labels and stamps belong to a language of the site; of any other nobody would ever see them."""
    for folder, codes in (("ui", catalogue.labels), ("translations", catalogue.stamps)):
        for code in sorted({*codes} - {*catalogue.region.languages}):
            file = f"data/{folder}/{code}.yaml"
            yield Problem(file=file, code="language-unknown", **_not_of_site(catalogue, code))


def label_reviews_name_languages(catalogue: Catalogue, _today: date) -> Iterator[Problem]:
    """Who has read the labels of a language names one of the site."""
    region = catalogue.region
    for number, review in enumerate(region.label_reviews):
        if review.language not in region.languages:
            yield catalogue.origin(region.id).problem(
                "label_reviews", number, "language", code="language-unknown", **_not_of_site(catalogue, review.language)
            )


def _not_of_site(catalogue: Catalogue, code: str) -> dict[str, str]:
    """Message and hint for a language that this website doesn't have."""
    likely = did_you_mean(code, catalogue.region.languages)
    hint = likely or "Die Sprachen stehen in data/region.yaml unter «languages»."
    return {"message": f"«{code}» ist keine Sprache dieser Website.", "hint": hint}


def _known(catalogue: Catalogue) -> set[str]:
    return {language.code for language in catalogue.languages} | set(catalogue.region.languages)


def _language_maps(node: Node, path: Path) -> Iterator[Path]:
    """The places of all maps that have a German text, and so one per language."""
    if isinstance(node.value, dict):
        if "de" in node.value:
            yield path
        for key, entry in node.value.items():
            yield from _language_maps(entry.node, (*path, key))
    elif isinstance(node.value, tuple | list):
        for number, item in enumerate(node.value):
            yield from _language_maps(item, (*path, number))


def _keys(root: Node, path: Path) -> set[str]:
    node = root
    for part in path:
        node = node.value[part].node if isinstance(part, str) else node.value[part]  # type: ignore[index,union-attr]
    return set(node.value)  # type: ignore[arg-type]


RULES = (
    texts_name_known_languages, folders_are_languages, files_name_known_languages, label_reviews_name_languages,
)  # fmt: skip
