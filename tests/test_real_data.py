"""The real data of the Region Aachen: sound, complete, fast to check, and nothing uncleared on the site."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import AS_OF
from lotse.edition import Edition, checked_edition
from lotse.load import Catalogue
from lotse.publish import cleared_fields, publish
from lotse.resolve import Directory
from lotse.words import in_e164, in_phone_words


@pytest.fixture(scope="module")
def site(project: Path) -> Edition:
    """The real data, checked as of the day of the tests."""
    return checked_edition(project, AS_OF)


@pytest.fixture(scope="module")
def catalogue(site: Edition) -> Catalogue:
    assert site.catalogue is not None
    return site.catalogue


def test_data_have_no_errors(site):
    """Warnings are tasks, errors would stop the build."""
    assert [] == [f"{p.file}:{p.line} {p.code} {p.message}" for p in site.errors]


def test_region_is_complete(catalogue):
    """Five territories, 46 municipalities, each with a key of its own."""
    assert (5, 46, 46) == (
        len(catalogue.territories),
        len(catalogue.municipalities),
        len({m.key for m in catalogue.municipalities}),
    )


def test_every_place_has_its_offices_and_a_last_resort(site):
    """Immigration office, employment agency and a fallback body, for all main audiences."""
    directory = Directory(site.public)
    missing = []
    for place in site.public.municipalities:
        kinds = {body.organization.kind for body in directory.bodies_at(place.id)}
        missing += [(place.id, kind) for kind in ("immigration-authority", "employment-agency") if kind not in kinds]
        missing += [(place.id, a.id) for a in directory.main_audiences if not directory.fallbacks_at(place.id, a.id)]
    assert [] == missing


NEEDS = {
    "entry-visa",
    "recognition",
    "qualification",
    "housing",
    "mobility",
    "vocational-language",
    "fair-recruitment",
    "crisis-help",
    "onboarding",
    "mentoring",
    "welcome-culture",
    "care",
    "trainees",
    "cross-border",
}


def test_every_need_of_the_agreement_is_a_topic(catalogue):
    """Whether or not somebody offers something."""
    assert set() == NEEDS - {topic.id for topic in catalogue.topics}


def test_every_text_is_in_both_languages(catalogue):
    """English is complete: names and descriptions of bodies, offers and terms."""
    records = [
        *catalogue.organizations,
        *(s for _, s in catalogue.services()),
        *catalogue.topics,
        *catalogue.phases,
    ]
    records += [
        *catalogue.audiences,
        *catalogue.sectors,
        *catalogue.kinds,
        *catalogue.territories,
        *catalogue.areas,
    ]
    texts = [(r.id, field, value) for r in records for field, value in r if hasattr(value, "wording")]
    assert [] == [(record_id, field) for record_id, field, value in texts if {"de", "en"} - set(value)]


def test_persons_are_those_whom_the_agreement_names(catalogue):
    """Section 4.2 names three; nobody else's data belong in this repository."""
    persons = [c for o in catalogue.organizations for c in o.contacts if c.is_person]
    basis = {c.subject: c.basis for c in catalogue.consents}
    assert (3, {"agreement-4.2"}) == (len(persons), {basis[person.id] for person in persons})


def test_day_of_the_agreement_is_nowhere_invented(catalogue):
    """Its signature lines are empty: no entry on that basis knows the day, each has a task."""
    entries = [consent for consent in catalogue.consents if consent.basis.startswith("agreement")]
    assert (None, True) == (catalogue.region.agreement.signed_on, all(entry.tasks for entry in entries))
    assert {None} == {entry.given_on for entry in entries}


def withheld(catalogue: Catalogue) -> dict[str, set[str]]:
    """Every value of contacts, addresses and links that nothing clears on the site, by record."""
    cleared = cleared_fields(catalogue, "site", AS_OF)
    values: dict[str, set[str]] = {}
    for body in catalogue.organizations:
        own = cleared.get(body.id, frozenset())
        links = {body.website, *(service.url for service in body.services)} if "link" not in own else set()
        values[body.id] = {link for link in links if link}
        for contact in body.contacts:
            mine = cleared.get(contact.id, frozenset())
            if "contact" not in mine and (contact.is_person or "contact" not in own):
                numbers = {in_e164(phone.number) or phone.number for phone in contact.phones}
                spelled = {in_phone_words(number) for number in numbers}
                values[contact.id] = {
                    *(phone.number for phone in contact.phones),
                    *numbers,
                    *spelled,
                    *filter(None, (contact.email, contact.url)),
                }
            if contact.name and "person" not in mine:
                values.setdefault(contact.id, set()).add(contact.name)
        for place in body.locations:
            if "address" not in own | cleared.get(place.id, frozenset()):
                values[place.id] = {place.address.street}
    for source in catalogue.sources:
        if source.url and source.organization and "link" not in cleared.get(source.organization, frozenset()):
            values[source.id] = {source.url}
    return {record: found for record, found in values.items() if found}


def shown_elsewhere(catalogue: Catalogue) -> set[str]:
    """Links that another record shows with clearance: two records may name the same page."""
    hidden = withheld(catalogue)
    links = {o.id: o.website for o in catalogue.organizations} | {s.id: s.url for s in catalogue.sources}
    return {link for record, link in links.items() if link and record not in hidden}


def test_nothing_that_is_not_cleared_is_in_the_built_site(catalogue, built_site):
    """No number, mail address, name, street or link, in any file, packed or not."""
    hidden = withheld(catalogue)
    assert withheld(without_public_pages(catalogue)), "nothing could ever be withheld: does the test test something?"
    wanted = {value for values in hidden.values() for value in values} - shown_elsewhere(catalogue)
    words = (rf"{re.escape(value)}(?![\w/-])" for value in sorted(wanted, key=len, reverse=True))
    pattern = re.compile("|".join(words) or r"(?!)")  # today nothing is withheld: every home page is public
    assert [] == [
        (file.relative_to(built_site).as_posix(), match[0])
        for file in built_site.rglob("*")
        if file.is_file()
        for match in pattern.finditer(text_of(file))
    ]


def without_public_pages(catalogue: Catalogue) -> Catalogue:
    """The data as an operator sees them who links no public home page without a consent."""
    return replace(catalogue, region=catalogue.region.model_copy(update={"public_web_basis": False}))


def test_operator_may_refuse_public_home_pages(catalogue):
    """With the switch off, every link that rests on nothing else is withheld, in every place it could stand."""
    careful = without_public_pages(catalogue)
    hidden = withheld(careful)
    public = publish(careful, "site", AS_OF)
    shown = {o.id: o.website for o in public.organizations}
    only_web = {c.subject for c in catalogue.consents if c.basis == "public-web"}
    assert only_web <= hidden.keys()
    assert {None} == {shown[record] for record in only_web}


def text_of(file: Path) -> str:
    data = file.read_bytes()
    return (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8", "replace")


def test_every_place_has_a_page_in_each_language(catalogue, built_site):
    """46 municipalities in German and in English."""
    for prefix in ("", "en/"):
        assert [] == [
            m.id for m in catalogue.municipalities if not (built_site / f"{prefix}orte/{m.id}/index.html").is_file()
        ]


def test_funding_notice_is_on_every_page(catalogue, built_site):
    """In the language of the page."""
    notices = {code: re.sub(r"\s+", " ", catalogue.region.funding.notice[code]).strip() for code in ("de", "en")}
    for code, folder in (("de", "orte"), ("en", "en/orte")):
        pages = list((built_site / folder).rglob("index.html"))
        assert (46 + 1, []) == (
            len(pages),
            [page.parent.name for page in pages if notices[code] not in text_of(page)],
        )
