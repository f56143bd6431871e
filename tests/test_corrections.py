"""On every page one line says how to tell that something is wrong, and how old the page is."""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import builders
from lotse.edition import checked_edition, edition_of
from lotse.pages.corrections import mailto, record_of

MAIL = "redaktion@example.org"
FORM = "https://www.example.org/hinweis"


def project_with(folder, **ways):
    data = builders.region_data()
    if ways:
        data["region.yaml"]["region"]["corrections"] = ways
    return builders.write_project(folder, data)


def lines_of(folder, language="de"):
    edition = edition_of(folder, builders.TODAY)
    pages = edition.pages[language]
    documents = {address: LexborHTMLParser(edition.document(page)) for address, page in pages.items()}
    return {address: tree.css(".site-footer__wrong") for address, tree in documents.items()}


@pytest.fixture(scope="module")
def with_address(tmp_path_factory):
    return project_with(tmp_path_factory.mktemp("mit") / "p", email=MAIL, form_url=FORM)


@pytest.fixture(scope="module")
def without_address(tmp_path_factory):
    return project_with(tmp_path_factory.mktemp("ohne") / "p")


@pytest.mark.parametrize("language", builders.LANGUAGES)
def test_every_page_has_the_line_once(with_address, language):
    """Written and generated ones alike: with a prepared mail, the address to copy and the form."""
    for address, found in lines_of(with_address, language).items():
        assert len(found) == 1, address
        mail, form = (link.attributes["href"] for link in found[0].css("a"))
        assert form == FORM
        parts = urlsplit(mail)
        assert (parts.scheme, unquote(parts.path)) == ("mailto", MAIL)
        assert MAIL in found[0].text()


def test_mail_says_where_the_reader_was(with_address):
    """Page, record, language and day, each on a line of its own."""
    mail = lines_of(with_address)["anlaufstellen/musterzentrum/"][0].css_first("a").attributes["href"]
    body = parse_qs(urlsplit(mail).query)["body"][0].split("\r\n")
    region = builders.region_data()["region.yaml"]["region"]
    assert f"Seite: {region['site_url']}anlaufstellen/musterzentrum/" in body
    assert "Eintrag: musterzentrum" in body
    assert f"Stand: {builders.TODAY.isoformat()}" in body
    assert any(line.startswith("Sprache: ") for line in body)


def test_without_an_address_the_page_says_so(without_address):
    """The operator's own address is not taken in its place, and nothing is invented."""
    for found in lines_of(without_address).values():
        assert len(found) == 1
        assert found[0].css("a") == []
        assert "steht noch nicht fest" in found[0].text()


def test_day_and_end_stand_on_every_page(without_address):
    """The end is for paper; the sentence for old pages waits until a script shows it."""
    edition = edition_of(without_address, builders.TODAY)
    for page in edition.pages["de"].values():
        tree = LexborHTMLParser(edition.document(page))
        line = tree.css_first(".site-footer__day")
        assert line.text().startswith("Stand: 22. November 2026.")
        assert "22. Dezember 2026" in line.css_first(".print-only").text()
        notice = tree.css_first("[data-good-until]")
        assert notice.attributes["data-good-until"] == "2026-12-22"
        assert "hidden" in notice.attributes


_LINE = st.text(max_size=80).filter(lambda text: not set(text) & {"\r", "\n"})


@given(st.text(max_size=80), st.lists(_LINE, max_size=4))
def test_mailto_says_what_was_put_in(subject, lines):
    """Whatever stands in a title: nothing of it becomes a further field, and all of it comes back."""
    parts = urlsplit(mailto(MAIL, subject, lines))
    fields = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
    assert fields == {"subject": [subject], "body": ["\r\n".join(lines)]}
    assert parts.path == MAIL
    assert not set(parts.query) & set(" <>\"'#\r\n")


def test_address_with_a_plus_stays_one():
    """`+` in a path means itself; in a query it would become a blank."""
    assert urlsplit(mailto("a+b@example.org", "x", [])).path == "a%2Bb@example.org"
    message = EmailMessage()
    message["To"] = unquote(urlsplit(mailto("a+b@example.org", "x", [])).path)
    assert str(message["To"]) == "a+b@example.org"


@pytest.mark.parametrize(
    ("kind", "address", "record"),
    [("organization", "anlaufstellen/muster/", "muster"), ("prose", "fragen/wohnen/", ""), ("home", "", "")],
)
def test_record_is_named_where_the_page_tells_of_one(kind, address, record):
    assert record_of(kind, address) == record


@pytest.mark.parametrize(
    ("ways", "code"),
    [({"email": "redaktion@example.org?cc=x@example.org"}, "email-wrong"), ({"email": "redaktion"}, "email-wrong"),
     ({"form_url": "http://www.example.org/"}, "url-forbidden"), ({"form_url": "javascript:alert(1)"}, "url-forbidden"),
     ({"mail": MAIL}, "field-unknown")],
)  # fmt: skip
def test_wrong_address_is_told_at_its_place(tmp_path, ways, code):
    problems = checked_edition(project_with(tmp_path / "p", **ways), builders.TODAY).problems
    assert code in {problem.code for problem in problems if problem.file == "data/region.yaml"}
