"""Help in danger: the numbers, the page that says more, and the words that lead to both."""

from __future__ import annotations

from dataclasses import dataclass

from lotse.model.public import PublicCatalogue, PublicHelpLine


@dataclass(frozen=True, slots=True)
class Danger:
    """What helps at once; without `lines` there is nothing to show."""

    lines: tuple[PublicHelpLine, ...]
    page: str | None  # where what to do is told, with its anchor
    words: tuple[str, ...] = ()  # what people in need type, in all languages of the site: who flees types any


def danger_of(catalogue: PublicCatalogue) -> Danger:
    """The numbers for danger in their order, the region's page about it, and the words of distress."""
    lines = tuple(line for line in catalogue.help_lines if line.is_for_danger)
    words = dict.fromkeys(word for code in catalogue.region.languages for word in catalogue.distress.get(code, ()))
    return Danger(lines, catalogue.region.danger_page, tuple(words))
