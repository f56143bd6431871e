"""Sheets of a page or two: for pockets, for works notice boards, for advisers, in two languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lotse.model import Municipality, Question, Territory
from lotse.pages.materials.guides import body_values, checklists, words
from lotse.pages.materials.paper import Paper, Values, code_to, frame_values, in_language
from lotse.pages.page import Desk
from lotse.resolve import BodyAtPlace
from lotse.typeset import Order
from lotse.words import text_direction

_CASE_LABELS = {
    "sign": "material.case_sign", "day": "material.case_day", "place": "material.case_place",
    "steps": "material.case_steps", "what": "material.case_next", "who": "material.case_who",
    "until": "material.case_until", "notes": "material.case_notes", "unknown": "routes.unknown",
}  # fmt: skip
_BILINGUAL_LABELS = {"words": "glossary.heading", "wrong": "wrong.question"}
_MOST_BODIES = 5  # on a panel of a pocket sheet
_FAR = ("land", "federal")


def sheets(desk: Desk) -> Iterator[Paper]:
    """The sheets of one language: for advisers, and, but for the first language, side by side with that."""
    yield _case_sheet(desk)
    first = (desk.siblings or {}).get(desk.catalogue.region.languages[0])
    if first and first.language != desk.language and desk.catalogue.glossary:
        yield _bilingual_sheet(first, desk)


def shared_sheets(desk: Desk) -> Iterator[Paper]:
    """The sheets in several languages at once: a notice per territory, a pocket sheet per municipality."""
    desks = desk.siblings or {desk.language: desk}
    first = desks[desk.catalogue.region.languages[0]]
    wanted = desk.catalogue.region.materials.notice_languages or tuple(desks)
    chosen = [desks[code] for code in wanted if code in desks][:3] or [first]
    for territory in desk.catalogue.territories:
        yield _notice(first, chosen, territory)
    for place in desk.catalogue.municipalities:
        yield _pocket_sheet(first, tuple(desks.values()), place)


def _case_sheet(desk: Desk) -> Paper:
    label = desk.renderer.label
    values = frame_values(
        desk, title=label("material.case"), lead=label("material.case_lead"), address="material/", labels=_CASE_LABELS
    ) | {"questions": [_question(desk, question) for question in desk.catalogue.questions]}
    order = Order.of("case", values, desk.catalogue.today)
    return Paper("fallbogen", "sheets", (desk.language,), order, lambda shown: shown.renderer.label("material.case"))


def _question(desk: Desk, question: Question) -> Values:
    """A question with its answers to tick; an amount is written on a line."""
    say = desk.renderer.plainly
    answers = [say(answer.name) for answer in question.values]
    return {"name": say(question.name), "answers": answers,
            "amount": "" if answers else desk.renderer.label("routes.amount")}  # fmt: skip


def _bilingual_sheet(first: Desk, desk: Desk) -> Paper:
    natives = {language.code: language.native for language in desk.catalogue.languages}
    names = {"first": natives[first.language], "second": natives[desk.language]}
    title = desk.renderer.label("material.bilingual", **names)
    values = frame_values(
        desk, title=title, lead=desk.renderer.label("material.bilingual_lead"), address="woerterbuch/",
        labels=_BILINGUAL_LABELS,
    ) | {"names": [_other(first, names["first"]), names["second"]], "lists": _paired_lists(first, desk),
         "words": _paired_words(first, desk)}  # fmt: skip
    order = Order.of("bilingual", values, desk.catalogue.today)
    languages = (first.language, desk.language)
    return Paper("zweisprachig", "sheets", languages, order,
                 lambda shown: shown.renderer.label("material.bilingual", **names))  # fmt: skip


def _other(desk: Desk, text: object) -> object:
    """A text with the mark of its desk's language, if it has none of its own."""
    return in_language(text, desk.language) if isinstance(text, str) else text


def _paired_lists(first: Desk, desk: Desk) -> list[Values]:
    """The checklists for newcomers, each text in both languages; both desks know the same lists."""
    found: list[Values] = []
    for ours, theirs in zip(_rows(first), _rows(desk), strict=True):
        found.append({
            "name": [_other(first, ours["name"]), theirs["name"]],
            "rows": [[_other(first, a), b] for a, b in zip(ours["texts"], theirs["texts"], strict=True)],
        })  # fmt: skip
    return found


def _rows(desk: Desk) -> Iterator[Mapping[str, list[object]]]:
    for sheet in checklists(desk):
        texts = [item["text"] for section in sheet["sections"] for item in section["items"]]  # type: ignore[attr-defined]
        yield {"name": sheet["name"], "texts": texts}  # type: ignore[dict-item]


def _paired_words(first: Desk, desk: Desk) -> list[list[object]]:
    """A word of the first language with what it means in both."""
    return [
        [_other(first, ours["term"]), _other(first, ours["explanation"]), theirs["explanation"]]
        for ours, theirs in zip(words(first), words(desk), strict=True)
    ]


def _notice(first: Desk, chosen: list[Desk], territory: Territory) -> Paper:
    address, name = f"anlaufstellen/gebiet/{territory.id}/", first.renderer.name(territory.name)
    values = frame_values(
        first, title=first.renderer.label("material.notice", place=name), lead="", address=address,
        labels={"wrong": "wrong.question"},
    ) | {
        "width_mm": 297, "place": name,
        "panels": [
            {
                "language": desk.language, "direction": text_direction(desk.language),
                "question": desk.renderer.label("material.notice_question"),
                "help": desk.renderer.label("material.notice_help"),
            }
            for desk in chosen
        ],
    }  # fmt: skip
    order = Order.of("notice", values, first.catalogue.today)
    return Paper(f"aushang-{territory.id}", "notices", tuple(desk.language for desk in chosen), order,
                 lambda shown: shown.renderer.label("material.notice", place=name))  # fmt: skip


def _pocket_sheet(first: Desk, desks: tuple[Desk, ...], place: Municipality) -> Paper:
    title = first.renderer.label("material.pocket", place=place.name)
    values = frame_values(first, title=title, lead="", address=f"orte/{place.id}/", labels={}) | {
        "place": place.name, "panels": [_panel(desk, place) for desk in desks],
    }  # fmt: skip
    order = Order.of("pocket", values, first.catalogue.today)
    return Paper(f"taschenblatt-{place.id}", "pocket", tuple(desk.language for desk in desks), order,
                 lambda shown: shown.renderer.label("material.pocket", place=place.name))  # fmt: skip


def _panel(desk: Desk, place: Municipality) -> Values:
    """One language's side of a pocket sheet: who is there for newcomers, numbers for danger, the address."""
    label = desk.renderer.label
    natives = {language.code: language.native for language in desk.catalogue.languages}
    danger = [line.number for line in desk.catalogue.help_lines if line.is_for_danger]
    return {
        "language": desk.language, "direction": text_direction(desk.language), "native": natives[desk.language],
        "title": label("place.heading", place=place.name), "help": label("material.pocket_help"),
        "bodies": [body_values(desk, body.organization) for body in _near(desk, place)],
        "danger": f"{label('material.danger')}{label('sign.colon')}", "numbers": danger,
        "code": code_to(desk, f"orte/{place.id}/"), "edition": label("age.stand", day=_day(desk)),
        "wrong": f"{label('wrong.question')} {_wrong(desk)}",
    }  # fmt: skip


def _day(desk: Desk) -> str:
    return desk.renderer.rough_day(desk.catalogue.today)


def _wrong(desk: Desk) -> str:
    ways = desk.catalogue.region.corrections
    return ways.email or ways.form_url or desk.renderer.label("wrong.unknown")


def _near(desk: Desk, place: Municipality) -> list[BodyAtPlace]:
    """The bodies on the spot that newcomers ask for first: kinds that the page of a place names at its head."""
    atlas, kinds = desk.catalogue.atlas, desk.catalogue.region.glance_kinds
    near = [
        body for body in desk.directory.bodies_at(place.id, "newcomers")
        if body.organization.kind in kinds and atlas.reaches(body.organization.areas, place.id)
        and atlas.nearest_tier(body.organization.areas, place.id) not in _FAR
    ]
    return sorted(near, key=lambda body: kinds.index(body.organization.kind))[:_MOST_BODIES]
