"""Contact cards: whatever people write, a strict reader of RFC 6350 finds exactly that, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from lotse.exports.vcard import Card, vcards
from lotse.model import Address
from lotse.pages import desks
from lotse.pages.offices import office_pages
from lotse.pages.takeaways import takeaways
from lotse.publish import publish

TODAY = builders.TODAY
UID = "https://e.example/anlaufstellen/x/"


@dataclass(frozen=True)
class Line:
    """A property as the standard has it."""

    name: str
    parameters: str
    value: str


_LINE = re.compile(
    r"(?P<name>[A-Z][A-Z0-9-]*)(?P<parameters>(?:;[A-Z-]+=[A-Za-z0-9,-]+)*):(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
_KNOWN = {"BEGIN", "VERSION", "KIND", "UID", "FN", "N", "ORG", "TITLE", "TEL", "EMAIL", "ADR", "URL", "LANG", "NOTE",
          "SOURCE", "REV", "END"}  # fmt: skip


def parsed(text: str) -> list[list[Line]]:
    """The cards of a file. Raises AssertionError for anything that RFC 6350 doesn't allow, and for unknown lines.

    Written from the standard alone; it shares nothing with the writer.
    """
    assert text.endswith("\r\n") or text == ""
    raw = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in raw), "a line is too long"
    assert not any(sign in line for line in raw for sign in "\r\n")
    logical: list[str] = []
    for line in raw:
        if line.startswith((" ", "\t")):
            logical[-1] += line[1:]
        else:
            logical.append(line)
    cards: list[list[Line]] = []
    for line in logical:
        found = _LINE.fullmatch(line)
        assert found, line
        one = Line(found["name"], found["parameters"], found["value"])
        assert one.name in _KNOWN, one.name
        if one.name == "BEGIN":
            assert one.value == "VCARD"
            cards.append([])
        cards[-1].append(one)
    for card in cards:
        names = [line.name for line in card]
        assert names[:2] == ["BEGIN", "VERSION"]
        assert card[1].value == "4.0"
        assert names[-1] == "END"
        assert all(names.count(name) == 1 for name in ("BEGIN", "END", "VERSION", "FN", "UID", "KIND", "REV"))
        assert names.count("N") <= 1
    return cards


def unmasked(value: str) -> str:
    """A text value as it was meant; a sign that must be masked and isn't, is an error."""
    out, signs = "", iter(value)
    for sign in signs:
        assert sign not in ",;", value
        if sign == "\\":
            masked = next(signs)
            assert masked in "\\,;nN", value
            sign = "\n" if masked in "nN" else masked
        out += sign
    return out


def parts(value: str) -> list[str]:
    """The parts of a structured value: between the semicolons that nothing masks."""
    found, signs = [""], iter(value)
    for sign in signs:
        if sign == ";":
            found.append("")
        else:
            found[-1] += sign + (next(signs) if sign == "\\" else "")
    return [unmasked(part) for part in found]


def one(card: list[Line], name: str) -> str:
    return next(line.value for line in card if line.name == name)


NASTY = (
    "Amt; mit, Zeichen\\", "Zeile\nzweite\r\ndritte\u2028vierte", "Amt\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Falsch",
    "Grüße 👩‍💻 " * 30, "\u202eumgekehrt\u202c", "=cmd|'/c calc'!A1", "x" * 300, "ä" * 300,
    "Tab\tin der Mitte", "\\n", "\\", "مكتب الهجرة",
)  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_stay_one_value(text):
    """Semicolons, breaks, emoji, marks of direction, formulas, three hundred characters."""
    address = Address(street=text, postal_code="00001", city="Stadt; B", country="DE")
    card = Card(uid=UID, name=text, organization=text, title=text, is_person=True, addresses=(address,), note=text)
    (found,) = parsed(vcards([card], TODAY))
    seen = re.sub("[\u202e\u202c]", "", text).replace("\r\n", "\n").replace("\u2028", "\n").replace("\t", " ").strip()
    assert seen == unmasked(one(found, "FN")) == unmasked(one(found, "NOTE")) == unmasked(one(found, "TITLE"))
    assert ["", "", seen, "Stadt; B", "", "00001", "DE"] == parts(one(found, "ADR"))


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_read_back(name, note):
    """Apart from what nobody sees, and breaks, which are all alike."""
    (found,) = parsed(vcards([Card(uid=UID, name=name, organization=note, note="x")], TODAY))
    assert "x" == one(found, "NOTE")
    assert not {"Falsch"} & {line.name for line in found}
    for value in (one(found, "FN"), one(found, "ORG")):
        unmasked(value)


@given(st.text("abc \\,;\n", max_size=200))
def test_masking_is_undone_by_the_reader(text):
    """Backslashes before anything, at the end, and in rows."""
    (found,) = parsed(vcards([Card(uid=UID, name=text, organization="x")], TODAY))
    assert text.strip() == unmasked(one(found, "FN"))


def cards(ledger: list[builders.Data], language: str = "de") -> dict[str, list[list[Line]]]:
    """All cards of the invented region by path."""
    data = builders.region_data()
    data["consents.yaml"]["consents"] = ledger
    catalogue = builders.catalogue(data)
    desk = desks(publish(catalogue, "site", TODAY), catalogue.labels)[language]
    return {path: parsed(text) for path, text in takeaways(desk).items() if path.endswith(".vcf")}


def test_cards_hold_what_is_cleared_and_nothing_else():
    """Body, switchboard and person, each with its ways; without a consent there is no file at all."""
    assert {} == cards([])
    office, switchboard = cards(builders.consents()["consents"])["anlaufstellen/musteramt/kontakt.vcf"]
    assert "https://musteramt.example.org/" == one(office, "URL")
    assert ["", "", "Musterweg 1", "Musterstadt", "", "00001", "DE"] == one(office, "ADR").split(";")
    assert ("org", "tel:+492410000001", "zentrale@example.org") == (
        one(switchboard, "KIND"), one(switchboard, "TEL"), one(switchboard, "EMAIL"),
    )  # fmt: skip
    _, person = cards(builders.consents()["consents"])["anlaufstellen/musterzentrum/kontakt.vcf"]
    assert ("individual", "Erika Beispiel") == (one(person, "KIND"), one(person, "FN"))
    only_link = [builders.consent("a", "musterzentrum", fields=["link"])]
    (body,) = cards(only_link)["anlaufstellen/musterzentrum/kontakt.vcf"]
    assert not {"TEL", "EMAIL", "ADR", "N"} & {line.name for line in body}


def test_page_links_to_its_card_only_where_there_is_one():
    """Nothing leads nowhere."""
    catalogue = builders.catalogue()
    desk = desks(publish(catalogue, "site", TODAY), catalogue.labels)["de"]
    files = takeaways(desk)
    for body in desk.catalogue.organizations:
        address = f"anlaufstellen/{body.id}/"
        html = next(page.html for page in office_pages(desk) if page.address == address)
        assert (f"{address}kontakt.vcf" in files) == ("kontakt.vcf" in html)
    assert "anlaufstellen/musternetz/kontakt.vcf" not in files
