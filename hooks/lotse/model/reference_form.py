"""The written form of a legal basis: «§ 18g Abs. 1 Satz 1, Abs. 7 AufenthG; § 6 BeschV», in the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lotse.model.laws import LegalBasis, LegalReference

Say = Callable[..., str]  # key of a label and its values → text: "law.paragraph", name="2" → «Abs. 2»
Listed = Callable[[Sequence[str]], str]  # several names → text: «1», «3» → «1 und 3»
NO_BREAK = "\u00a0"  # keeps a sign and its number on one line
_PARTS = ("paragraph", "sentence", "number")


@dataclass(frozen=True, slots=True)
class WrittenReference:
    """What a basis says of one law: its sections in the words of a language, and the law's short name in German."""

    sections: str
    law: str


def written(basis: LegalBasis, shorts: Mapping[str, str], say: Say, listed: Listed) -> list[WrittenReference]:
    """The references, those to one law together; what has no structured form stands in `law` as it is."""
    forms = []
    for law, found in groupby(basis, key=lambda reference: reference.law):
        if law is None:
            forms += [WrittenReference("", reference.text or "") for reference in found]
        else:
            sections = f"{say('sign.comma')} ".join(_sections([*found], say, listed))
            forms.append(WrittenReference(sections, shorts.get(law, law)))
    return forms


def in_one_line(forms: Sequence[WrittenReference]) -> str:
    """All of them as plain text."""
    return "; ".join(f"{form.sections} {form.law}".strip() for form in forms)


def _sections(references: Sequence[LegalReference], say: Say, listed: Listed) -> Iterator[str]:
    """Whole sections that follow each other share one sign; of one section only the first place names it."""
    for is_whole, found in groupby((r for r in references if r.section), key=_is_whole):
        if is_whole:
            names = [reference.section or "" for reference in found]
            key = "law.section" if len(names) == 1 else "law.sections"
            yield say(key, name=f"{say('sign.comma')} ".join(names)).replace("§ ", f"§{NO_BREAK}")
            continue
        last = None
        for reference in found:
            yield " ".join(_place(reference, say, listed, is_named=reference.section != last))
            last = reference.section


def _is_whole(reference: LegalReference) -> bool:
    """Whether it is a section as such, not a part of it, nor an annex."""
    parts = (reference.paragraph, reference.sentence, reference.number)
    return not any(parts) and (reference.section or "")[0].isdigit()


def _place(reference: LegalReference, say: Say, listed: Listed, *, is_named: bool) -> Iterator[str]:
    if is_named:
        yield _unit(_section_key(reference.section or ""), (reference.section or "").split()[-1:], say, listed)
    for part in _PARTS:
        names = getattr(reference, part)
        if names:
            yield _unit(f"law.{part}", names, say, listed)


def _section_key(section: str) -> str:
    if section[0].isdigit():
        return "law.section"
    return "law.annex" if section.startswith("Anlage") else "law.article"


def _unit(key: str, names: Sequence[str], say: Say, listed: Listed) -> str:
    name = "" if names[0] in ("Anlage", "Art.") else listed(names) if len(names) > 1 else names[0]
    return say(key, name=name).strip().replace(" ", NO_BREAK)
