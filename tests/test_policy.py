"""What pages may do stands once, for pages and for servers."""

from __future__ import annotations

import re

import builders
from lotse.edition import edition_of
from lotse.policy import CONTENT_POLICY, HEADER_POLICY, SECURITY_HEADERS, is_hashed_asset


def directives(policy: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_header_says_what_the_page_says_and_more():
    """Directives that a page can't give itself (CSP Level 3, section 3.3) stand in the header only."""
    page, header = directives(CONTENT_POLICY), directives(HEADER_POLICY)
    assert {name: value for name, value in header.items() if name not in page} == {"frame-ancestors": "'none'"}
    assert page.items() <= header.items()
    assert header == directives(SECURITY_HEADERS["Content-Security-Policy"])


def test_policy_allows_only_what_the_site_itself_serves():
    """No foreign host, nothing inline, no code from text."""
    assert directives(CONTENT_POLICY)["default-src"] == "'none'"
    sources = {source for value in directives(CONTENT_POLICY).values() for source in value.split()}
    assert sources == {"'none'", "'self'", "'wasm-unsafe-eval'", "data:"}


def test_frame_of_the_pages_says_this_policy(tmp_path):
    """Word for word."""
    edition = edition_of(builders.write_region(tmp_path / "region"), builders.TODAY)
    html = edition.document(edition.pages["de"]["orte/"])
    assert re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html) == [CONTENT_POLICY]


def test_only_names_with_a_hash_are_kept_for_ever():
    """A plain name may mean something else tomorrow."""
    named = ("assets/dom.0123456789.js", "assets/css/all.0123456789.css", "assets/dom.0123456789.js.gz")
    plain = ("assets/dom.js", "assets/dom.012345678.js", "x/assets/dom.0123456789.js", "assets/dom.0123456789", "x")
    assert [is_hashed_asset(path) for path in (*named, *plain)] == [True] * 3 + [False] * 5
