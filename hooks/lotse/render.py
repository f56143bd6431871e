"""Public record → HTML, out of autoescaped templates. The only module that knows Jinja."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from lotse.figures import reading
from lotse.model.figures import Figure, Period
from lotse.model.laws import LegalBasis
from lotse.model.process import Due, Duration
from lotse.model.public import PublicCatalogue, PublicCitation, Standing
from lotse.model.reference_form import written
from lotse.model.source_words import edition_words, source_words, standing_words
from lotse.words import (
    PLURAL_FORMS,
    LocalizedText,
    Wording,
    in_date_words,
    in_list_words,
    in_number_words,
    in_phone_words,
    in_rough_date_words,
    plural_category,
    sorting_key,
    text_direction,
)

TEMPLATES = Path(__file__).parent / "templates"
FOREIGN = ' class="foreign"'  # marks a text that stands in another language, for want of a translation
Labels = Mapping[str, Mapping[str, str]]


class LabelMissing(KeyError):
    """A template asked for a label that `data/ui/` doesn't have, or that has other placeholders."""


def relative(target: str, origin: str) -> str:
    """The relative link from one address of the site to another: `orte/`, `themen/x/` → `../../orte/`."""
    path, _, fragment = target.partition("#")
    if path == origin and fragment:
        return f"#{fragment}"
    up = "../" * origin.count("/")
    href = f"{up}{path}" or "./"
    return f"{href}#{fragment}" if fragment else href


class Renderer:
    """Templates of one language on one day. Text from data is escaped, always."""

    def __init__(self, catalogue: PublicCatalogue, labels: Labels, language: str) -> None:
        self.catalogue = catalogue
        self.language = language
        self.fallbacks = tuple(code for code in ("en", catalogue.region.languages[0]) if code != language)
        self._door_languages = (catalogue.region.languages[0], *self.fallbacks)
        self._labels = [labels.get(code, {}) for code in (language, *self.fallbacks)]
        self._environment = self._new_environment()

    def render(self, template: str, address: str, **view: object) -> Markup:
        """The HTML of a template below `templates/`, for a page at `address`."""
        page = self._environment.get_template(f"{template}.html.jinja")
        return Markup(page.render(**view, address=address, href=lambda target: relative(target, address)))

    def label(self, key: str, **values: object) -> str:
        """The interface label, with `{placeholders}` filled in; a fallback language if need be."""
        text = next((labels[key] for labels in self._labels if key in labels), None)
        if text is None:
            raise LabelMissing(key)
        try:
            return text.format(**values) if values else text
        except (LookupError, ValueError) as error:
            raise LabelMissing(key) from error

    def all_labels(self, key: str) -> list[str]:
        """A label in this language and in every fallback that has it."""
        return [labels[key] for labels in self._labels if key in labels]

    def counted(self, key: str, count: int, **values: object) -> str:
        """The label in the plural form that the language wants: `key.one`, `key.few`, `key.other`."""
        form = plural_category(count, self.language)
        exists = any(f"{key}.{form}" in labels for labels in self._labels[:1])
        return self.label(f"{key}.{form if exists else 'other'}", count=count, **values)

    def plural_forms(self, key: str) -> dict[str, str]:
        """The label in every plural form that it has, for scripts that count: form → text."""
        labels = next((labels for labels in self._labels if f"{key}.other" in labels), None)
        if labels is None:
            raise LabelMissing(key)
        return {form: labels[f"{key}.{form}"] for form in PLURAL_FORMS if f"{key}.{form}" in labels}

    def plainly(self, text: LocalizedText | None) -> str:
        """The text in this language or a fallback, without markup."""
        return text.wording(self.language, self.fallbacks).text if text else ""

    def name(self, text: LocalizedText) -> str:
        """The name of a body or area: what isn't translated stays as it is written on doors and letters."""
        return text.wording(self.language, self._door_languages).text

    def say(self, text: LocalizedText | None) -> Markup:
        """The text, marked with its language and as foreign when it is a fallback."""
        return self._marked(text.wording(self.language, self.fallbacks), FOREIGN) if text else Markup()

    def named(self, text: LocalizedText) -> Markup:
        """The name of a body or area, marked with its language when it isn't translated."""
        return self._marked(text.wording(self.language, self._door_languages))

    def _marked(self, wording: Wording, mark: str = "") -> Markup:
        if wording.language == self.language:
            return escape(wording.text)
        direction = text_direction(wording.language)
        opening = Markup('<span{} lang="{}" dir="{}">').format(Markup(mark), wording.language, direction)
        return opening + escape(wording.text) + Markup("</span>")

    def notice(self, key: str, **values: object) -> Markup:
        """A paragraph of the page that explains something about it."""
        return Markup('<p class="notice notice--fallback">{}</p>').format(self.label(key, **values))

    def day(self, value: date) -> Markup:
        """A day in words, readable by machines too."""
        words = in_date_words(value, self.language)
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), words)

    def rough_day(self, value: str | date) -> str:
        """A day of a source in words, also where only the month or the year is known."""
        return in_rough_date_words(str(value), self.language)

    def source_day(self, citation: PublicCitation, *, is_short: bool = False) -> str:
        """What a citation may promise, in words."""
        return source_words(citation, self.label, self.rough_day, is_short=is_short)

    def edition(self, citation: PublicCitation) -> str:
        """The day that a source bears, in words."""
        return edition_words(citation, self.label, self.rough_day)

    def standing(self, standing: Standing) -> str:
        """What a record as a whole may promise, in words."""
        return standing_words(standing, self.label, self.rough_day)

    def law(self, basis: LegalBasis) -> Markup:
        """A legal basis in the words of this language; the names of the laws stay German."""
        shorts = {law.id: law.short for law in self.catalogue.lawbook.laws.values()}
        forms = written(basis, shorts, self.label, lambda names: in_list_words(names, self.language))
        pieces = [escape(f"{form.sections} ") + self._german(form.law) for form in forms]
        return Markup("<bdi>{}</bdi>").format(Markup("; ").join(pieces))

    def _german(self, text: str) -> Markup:
        if self.language == "de":
            return escape(text)
        return Markup('<span lang="de" dir="ltr">{}</span>').format(text)

    def figure(self, figure: Figure, period: Period) -> str:
        """The value of a figure with its unit: «4.225 Euro im Monat», «3–6 Monate», «B1»."""
        if period.level is not None or period.value is None:
            return period.level or ""
        is_money = figure.unit.startswith("EUR")
        ends = [period.value] if period.value_to is None else [period.value, period.value_to]
        value = "–".join(in_number_words(end, self.language, is_money=is_money) for end in ends)
        return self.unit(figure.unit, ends[-1], value)

    def unit(self, unit: str, number: Decimal, value: str) -> str:
        """A number in words with its unit, in the plural form of the number."""
        key = "unit." + unit.lower().replace("/", "-").replace("%", "percent")
        form = plural_category(number, self.language)
        keys = (f"{key}.{form}", f"{key}.other", key)
        found = next((k for labels in self._labels for k in keys if k in labels), key)
        return self.label(found, value=value)

    def duration(self, duration: Duration) -> str:
        """A span with its unit: «2–6 Wochen»; a single number when both ends are the same."""
        low, high = Decimal(duration.minimum), Decimal(duration.maximum)
        ends = [low] if low == high else [low, high]
        words = "–".join(in_number_words(end, self.language) for end in ends)
        return self.unit(duration.unit, ends[-1], words)

    def due(self, due: Due) -> str:
        """When an item is due, in words: «30 bis 14 Tage vor der Einreise», «am Tag der Einreise»."""
        event = self.label(f"event.{due.event}")
        if due.from_days == due.to_days == 0:
            return self.label("due.on", event=event)
        side = "before" if due.to_days <= 0 else "after" if due.from_days >= 0 else "around"
        ends = sorted({abs(due.from_days), abs(due.to_days)})
        if side == "around":
            return self.label("due.around", before=-due.from_days, after=due.to_days, event=event)
        if ends[0] == 0 or len(ends) == 1:
            return self.counted(f"due.{side}_within", ends[-1], event=event)
        return self.label(f"due.{side}", low=ends[0], high=ends[1], event=event)

    def by_name(self, records: Iterable[object]) -> list[object]:
        """Records by their name in this language."""
        return sorted(records, key=lambda record: sorting_key(self.plainly(record.name)))  # type: ignore[attr-defined]

    def _new_environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {
            "say": self.say,
            "plainly": self.plainly,
            "named": self.named,
            "name": self.name,
            "day": self.day,
            "by_name": self.by_name,
            "phone": in_phone_words,
            "rough_day": self.rough_day,
            "law": self.law,
            "listed": lambda items: in_list_words(items, self.language),
        }
        environment.globals |= {
            "t": self.label,
            "tn": self.counted,
            "plural_forms": self.plural_forms,
            "figure": self.figure,
            "source_day": self.source_day,
            "edition": self.edition,
            "duration": self.duration,
            "due": self.due,
            "language": self.language,
            "source_language": self.catalogue.region.languages[0],
            "catalogue": self.catalogue,
            "region": self.catalogue.region,
            "atlas": self.catalogue.atlas,
            "today": self.catalogue.today,
            "terms": _terms(self.catalogue),
            "organizations": {o.id: o for o in self.catalogue.organizations},
            "reading": reading,
            "documents_by_id": {d.id: d for d in self.catalogue.documents},
            "facet_values": {value.id: value for facet in self.catalogue.facets for value in facet.values},
            "languages": {known.code: known for known in self.catalogue.languages},
        }
        return environment


def _terms(catalogue: PublicCatalogue) -> dict[str, object]:
    """Every term of every vocabulary by its id."""
    groups = (
        catalogue.topics,
        catalogue.phases,
        catalogue.audiences,
        catalogue.sectors,
        catalogue.kinds,
        catalogue.tracks,
    )
    return {term.id: term for group in groups for term in group}
