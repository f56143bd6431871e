"""Public record → HTML, out of autoescaped templates. The only place that knows Jinja."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from lotse.figures import reading
from lotse.model.figures import Figure, Period
from lotse.model.laws import LegalBasis
from lotse.model.process import Due, Duration
from lotse.model.public import PublicCatalogue, PublicCitation, PublicHurdle, Standing
from lotse.model.reference_form import written
from lotse.model.source_words import edition_words, source_words, standing_words
from lotse.policy import CONTENT_POLICY
from lotse.render.fingerprint import Fingerprints
from lotse.render.templates import TEMPLATES
from lotse.render.uses import NotedFields, NotedItems, Use, Uses
from lotse.words import (
    PLURAL_FORMS,
    LocalizedText,
    Wording,
    in_date_words,
    in_list_words,
    in_number_spans,
    in_number_words,
    in_phone_words,
    in_rough_date_words,
    in_web_words,
    plural_category,
    sorting_key,
    text_direction,
)

FOREIGN = ' class="foreign"'  # marks a text that stands in another language, for want of a translation
Labels = Mapping[str, Mapping[str, str]]


class _Compiled(BytecodeCache):
    """Templates compiled once for all languages; Jinja compares their source itself."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


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


class Fragments(Protocol):
    """Where rendered fragments are kept: by the mark of template and view, with what else they looked up."""

    def get(self, key: bytes) -> Fragment | None: ...

    def put(self, key: bytes, fragment: Fragment) -> Fragment: ...


class Fragment(NamedTuple):
    """A rendered text with the marks of what it looked up besides its view."""

    text: str
    uses: dict[Use, bytes]


class KeptForNow(dict[bytes, Fragment]):
    """Fragments that live as long as their renderer."""

    def put(self, key: bytes, fragment: Fragment) -> Fragment:
        self[key] = fragment
        return fragment


class Renderer:
    """Templates of one language on one day. Text from data is escaped, always."""

    def __init__(
        self, catalogue: PublicCatalogue, labels: Labels, language: str,
        fingerprints: Fingerprints | None = None, uses: Uses | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.language = language
        self.fallbacks = _fallbacks(language, catalogue)
        self.fingerprints = fingerprints or Fingerprints()
        self.fragments: Fragments = KeptForNow()
        self.uses = uses or Uses()
        self._all_labels, self._label_kind = labels, f"label {language}"
        self._door_languages = (catalogue.region.languages[0], *self.fallbacks)
        self._labels = [labels.get(code, {}) for code in (language, *self.fallbacks)]
        self.asset_names: Mapping[str, str] = {}
        self._records = _records(catalogue)
        self._marks: dict[Use, bytes] = {}
        self._sound: set[bytes] = set()  # fragments that are known to be as they should be
        self._environment = self._new_environment()

    def render(self, template: str, address: str, **view: object) -> Markup:
        """The HTML of a template below `templates/`, for a page at `address`."""
        page = self._environment.get_template(f"{template}.html.jinja")
        return Markup(page.render(**view, address=address, href=lambda target: relative(target, address)))

    def fragment(self, template: str, depth: int, **view: object) -> Markup:
        """The HTML of a piece that several pages show, rendered once for all of them at one depth."""
        key = self.fingerprints.of((template, depth, view))
        kept = self.fragments.get(key)
        if kept is None or not (key in self._sound or self.holds(kept.uses)):
            kept = self.with_uses(lambda: self.render(template, "x/" * depth, **view).strip() + "\n")
            self.fragments.put(key, kept)
        else:
            self.uses.note_all(kept.uses)
        self._sound.add(key)
        return Markup(kept.text)

    def _piece(self, template: str, address: str, slots: Mapping[str, object], **view: object) -> Markup:
        """A fragment with its slots filled: what differs from page to page in a text that is the same otherwise."""
        text = self.fragment(template, address.count("/"), **view)
        return Markup(_SLOT.sub(lambda match: escape(slots[match[1]]), text))

    def with_uses(self, make: Callable[[], str]) -> Fragment:
        """What somebody makes with this renderer, with the marks of what that looked up."""
        with self.uses.heard() as heard:
            text = make()
        return Fragment(str(text), {use: self.mark(use) for use in sorted(heard)})

    def holds(self, uses: Mapping[Use, bytes]) -> bool:
        """Whether everything that was looked up still is as it was."""
        return all(self.mark(use) == mark for use, mark in uses.items())

    def mark(self, use: Use) -> bytes:
        """The mark of something that can be looked up, as it is now."""
        if use not in self._marks:
            self._marks[use] = self.fingerprints.of(self._looked_up(*use))
        return self._marks[use]

    def _looked_up(self, kind: str, key: str) -> object:
        if kind.startswith("label "):
            language = kind.removeprefix("label ")
            chain = (language, *_fallbacks(language, self.catalogue))
            return tuple(self._all_labels.get(code, {}).get(key) for code in chain)
        if kind == "asset":
            return self.asset_names.get(key)
        records = self._records[kind]
        return records.get(key) if isinstance(records, Mapping) else getattr(records, key)

    def label(self, key: str, **values: object) -> str:
        """The interface label, with `{placeholders}` filled in; a fallback language if need be."""
        self.uses.note(self._label_kind, key)
        text = next((labels[key] for labels in self._labels if key in labels), None)
        if text is None:
            raise LabelMissing(key)
        try:
            return text.format(**values) if values else text
        except (LookupError, ValueError) as error:
            raise LabelMissing(key) from error

    def asset(self, name: str) -> str:
        """The name under which a script, style or picture is published."""
        self.uses.note("asset", name)
        return self.asset_names.get(name, name)

    def all_labels(self, key: str) -> list[str]:
        """A label in this language and in every fallback that has it."""
        self.uses.note(self._label_kind, key)
        return [labels[key] for labels in self._labels if key in labels]

    def counted(self, key: str, count: int, **values: object) -> str:
        """The label in the plural form that the language wants: `key.one`, `key.few`, `key.other`."""
        wanted = f"{key}.{plural_category(count, self.language)}"
        self.uses.note(self._label_kind, wanted)
        return self.label(wanted if wanted in self._labels[0] else f"{key}.other", count=count, **values)

    def plural_forms(self, key: str) -> dict[str, str]:
        """The label in every plural form that it has, for scripts that count: form → text."""
        for form in PLURAL_FORMS:
            self.uses.note(self._label_kind, f"{key}.{form}")
        labels = next((labels for labels in self._labels if f"{key}.other" in labels), None)
        if labels is None:
            raise LabelMissing(key)
        return {form: labels[f"{key}.{form}"] for form in PLURAL_FORMS if f"{key}.{form}" in labels}

    def joined(self, parts: Iterable[str], sign: str = "comma") -> str:
        """Texts one behind the other, with the comma or the semicolon of the language between them."""
        return f"{self.label(f'sign.{sign}')} ".join(parts)

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
        return _span(wording.language, mark) + escape(wording.text) + _SPAN_END

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
        for wanted in keys:
            self.uses.note(self._label_kind, wanted)
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

    def phone(self, number: str) -> str:
        """A dialled number as readers of this language read it, its extension in words."""
        return in_phone_words(number, self.label("contact.extension", number="{number}") if ";" in number else "")

    def by_name(self, records: Iterable[object]) -> list[object]:
        """Records by their name in this language."""
        return sorted(records, key=lambda record: sorting_key(self.plainly(record.name)))  # type: ignore[attr-defined]

    def _new_environment(self) -> Environment:
        environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(TEMPLATES), PrefixLoader({".icons": FileSystemLoader(_icons())})]),
            autoescape=True,
            auto_reload=False,
            bytecode_cache=_COMPILED,
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
            "phone": self.phone,
            "web_name": in_web_words,
            "rough_day": self.rough_day,
            "law": self.law,
            "listed_numbers": in_number_spans,
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
            "today": self.catalogue.today,
            "reading": reading,
            "content_policy": Markup(CONTENT_POLICY),
            "piece": self._piece,
            "slot": _slot,
            "asset": self.asset,
            "slots": _slots,
        }
        for kind, records in self._records.items():
            noted = NotedItems if isinstance(records, Mapping) else NotedFields
            environment.globals[kind] = noted(kind, records, self.uses)
        return environment


def _fallbacks(language: str, catalogue: PublicCatalogue) -> tuple[str, ...]:
    """The languages that stand in for a text that isn't translated."""
    return tuple(code for code in ("en", catalogue.region.languages[0]) if code != language)


_SPAN_END = Markup("</span>")


@cache
def _span(language: str, mark: str) -> Markup:
    """The beginning of a text in another language than its page."""
    return Markup('<span{} lang="{}" dir="{}">').format(Markup(mark), language, text_direction(language))


_SLOT = re.compile("\x1a(.*?)\x1a")  # a sign that no text from data may hold


def _slot(name: object) -> str:
    """The place in a fragment that each page fills for itself."""
    return f"\x1a{name}\x1a"


def _slots(cited: Iterable[object], numbers: Mapping[object, int], **values: object) -> dict[str, object]:
    """What fills the slots of a fragment: the page's numbers of what it cites, and values by their name."""
    return {str(position): numbers[item] for position, item in enumerate(cited)} | values


def _icons() -> Path:
    """The folder of symbols that the theme's package brings."""
    package = find_spec("material")
    if package is None or package.origin is None:
        raise RuntimeError("mkdocs-material ist nicht eingerichtet; es bringt die Symbole mit.")
    return Path(package.origin).parent / "templates/.icons"


def _records(catalogue: PublicCatalogue) -> dict[str, Any]:
    """What templates may look up by its name: records by id, and records with their fields."""
    return {
        "catalogue": catalogue,
        "region": catalogue.region,
        "atlas": catalogue.atlas,
        "terms": _terms(catalogue),
        "organizations": {o.id: o for o in catalogue.organizations},
        "facts_by_id": catalogue.facts,
        "figures_by_id": catalogue.figures,
        "standings_by_id": catalogue.standings,
        "documents_by_id": {d.id: d for d in catalogue.documents},
        "hurdles_by_step": _hurdles_by_step(catalogue),
        "facet_values": {value.id: value for facet in catalogue.facets for value in facet.values},
        "languages": {known.code: known for known in catalogue.languages},
    }


def _hurdles_by_step(catalogue: PublicCatalogue) -> dict[str, tuple[PublicHurdle, ...]]:
    """The unsolved hurdles at each step of the process."""
    unsolved = [one for one in catalogue.hurdles if one.hurdle.status != "solved"]
    return {s.id: tuple(one for one in unsolved if s.id in one.hurdle.steps) for s in catalogue.steps}


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
