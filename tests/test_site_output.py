"""The real site, as it lies in the folder: complete, sound, reproducible, honest about its languages."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from conftest import AS_OF
from lotse.build.verdict import rules_for
from lotse.edition import Edition
from lotse.judge import condensed, judge
from lotse.output import FolderFiles
from lotse.problems import as_text

LEGAL = ("impressum/", "datenschutz/", "barrierefreiheit/", "leichte-sprache/")
ARTICLE = re.compile(r'<article class="content" lang="([^"]*)"')
OFFICE_LINK = re.compile(r'href="(?:\.\./)+anlaufstellen/([a-z0-9-]+)/[#"]')


@pytest.fixture(scope="module")
def files(built_site: Path) -> FolderFiles:
    return FolderFiles(built_site)


@pytest.fixture(scope="module")
def pages(files: FolderFiles) -> Mapping[str, str]:
    """All HTML pages by path; frames and fragments for other websites have tests of their own."""
    own = (path for path in files if path.endswith(".html") and not path.startswith(("embed/", "fai/")))
    return {path: files[path].decode("utf-8") for path in own}


def prefixes(edition: Edition) -> Iterator[tuple[str, str]]:
    """Each language with the folder that it stands in."""
    codes = edition.catalogue.region.languages
    return ((code, "" if code == codes[0] else f"{code}/") for code in codes)


def is_in_its_language(html: str) -> bool:
    """Whether the text is in the language of the frame."""
    return f'<html lang="{ARTICLE.search(html).group(1)}"' in html


def part(html: str, name: str) -> str:
    """What stands between the first such tag and its end."""
    return html[html.index(f"<{name}") : html.index(f"</{name}>")]


def target_of(href: str, path: str) -> str:
    """The page that a relative link on the page at `path` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), href.partition("#")[0], "index.html"))


def test_gates_find_nothing(files, edition):
    """What `lotse build` asks of a finished site: links, titles, ids, hosts, legal pages, sitemap."""
    assert [as_text(problem) for problem in condensed(judge(files, rules_for(edition.catalogue.region)))] == []


def test_every_municipality_has_a_page_in_each_language(pages, edition):
    """46 of them."""
    places = [place.id for place in edition.public.municipalities]
    missing = [
        path
        for _, prefix in prefixes(edition)
        for place in places
        if (path := f"{prefix}orte/{place}/index.html") not in pages
    ]
    assert (len(places), missing) == (46, [])


@pytest.mark.parametrize("kind", ["immigration-authority", "employment-agency"])
def test_no_municipality_is_without_an_essential_office(pages, edition, kind):
    """It stands at a glance, and the office is one that reaches the place."""
    bodies = {body.id: body for body in edition.public.organizations if body.kind == kind}
    for _, prefix in prefixes(edition):
        for place in edition.public.municipalities:
            linked = OFFICE_LINK.findall(part(pages[f"{prefix}orte/{place.id}/index.html"], "main"))
            found = [body for body in dict.fromkeys(linked) if body in bodies]
            assert found, f"{prefix}{place.id}"
            assert all(edition.public.atlas.reaches(bodies[body].areas, place.id) for body in found), place.id


def test_no_municipality_is_without_a_fallback(pages, edition):
    """Each audience is told who takes its question when nothing else fits."""
    directory = next(iter(edition.desks.values())).directory
    for _, prefix in prefixes(edition):
        for place in edition.public.municipalities:
            linked = set(OFFICE_LINK.findall(part(pages[f"{prefix}orte/{place.id}/index.html"], "main")))
            for audience in directory.main_audiences:
                wanted = {body.id for body in directory.fallbacks_at(place.id, audience.id)}
                assert wanted, f"{place.id} {audience.id}"
                assert wanted <= linked, f"{prefix}{place.id} {audience.id}"


def test_every_page_has_the_four_legal_links(pages):
    """The error page too, which answers at any depth."""
    for path, html in pages.items():
        links = re.findall(r'href="([^"]+)"', part(html, "footer"))
        ends = ["/" + link.removeprefix("./") for link in links]
        own = "/" + path.removesuffix("index.html")  # a page links to itself as «./»
        missing = [name for name in LEGAL if not any(end.endswith(f"/{name}") for end in [*ends, own])]
        assert missing == [], path


def test_every_page_carries_the_policy(pages):
    """Nothing from elsewhere, no code on the page itself; without it a breach would be silent."""
    policy = 'http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src \'self\''
    assert [path for path, html in pages.items() if policy not in html or "unsafe-inline" in html] == []


def test_error_page_is_in_the_first_language_with_absolute_addresses(pages, edition):
    """Whoever builds last must not win it."""
    html = pages["404.html"]
    assert f'<html lang="{edition.catalogue.region.languages[0]}"' in html
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', html)
    assert [one for one in addresses if not one.startswith(("/", "#", "tel:"))] == []


def test_no_page_claims_a_language_that_it_is_not_in(pages, edition):
    """The frame is in the language of the folder; a text in another says so, and no search is misled."""
    for language, prefix in prefixes(edition):
        others = tuple(other for _, other in prefixes(edition) if other and other != prefix)
        for path, html in pages.items():
            if not path.startswith(prefix) or path.startswith(others):
                continue
            assert f'<html lang="{language}"' in html, path
            body = ARTICLE.search(html).group(1)
            if body != language:
                assert 'name="robots" content="noindex' in html, path
                assert 'rel="alternate"' not in html, path
                assert "data-pagefind-body" not in html, path
                assert "notice--fallback" in html, path


QUESTION = re.compile(r'<h2 id="([^"]+)"')
HELP = re.compile(r'<div class="regional regional--office".*?</div>', re.DOTALL)
HELPER = re.compile(r'<li data-reach="([^"]*)"><a href="([^"]+)"')


@pytest.mark.parametrize("place_id", ["kall", "aachen"])
def test_every_question_ends_at_an_office(pages, edition, place_id):
    """Each question of each page of answers, in each language: an office that reaches the place, and its page."""
    place = next(place for place in edition.public.municipalities if place.id == place_id)
    faqs = [page.address for page in edition.catalogue.prose if re.match(r"docs/de/fragen/(?!index)", page.file)]
    lost = []
    for _, prefix in prefixes(edition):
        for path in (f"{prefix}{address}index.html" for address in faqs):
            _, *parts = QUESTION.split(part(pages[path], "main"))
            for anchor, text in zip(parts[::2], parts[1::2], strict=True):
                helpers = [found for block in HELP.findall(text) for found in HELPER.findall(block)]
                own = {place.id, place.territory}
                here = [href for reach, href in helpers if not reach or own & set(reach.split())]
                if anchor == "quellen-der-seite":
                    continue  # the list of sources, at the end of each page
                if 'class="help-lines"' in text:
                    continue  # whoever is in danger is given the numbers first
                if not here or not all(target_of(href, path) in pages for href in here):
                    lost.append(f"{path}#{anchor}")
    assert (len(faqs) >= 10, lost) == (True, [])


HREF = re.compile(r'<a href="([^"]*)"(?: hreflang="([^"]*)")?')


@pytest.mark.parametrize("name", ["nav class", "footer"])
def test_menu_and_footer_mark_what_is_in_another_language(pages, edition, name):
    """A page that a language lacks stands in the footer only if the law asks for it, and says its language."""
    for language, prefix in prefixes(edition):
        path = f"{prefix}orte/kall/index.html"
        html = part(pages[path], "header" if name != "footer" else "footer")
        for href, told in HREF.findall(html[html.index(name) if name != "footer" else 0 :]):
            if href.startswith("tel:"):
                continue
            body = ARTICLE.search(pages[target_of(href.partition("#")[0], path)]).group(1)
            assert told == ("" if body == language else body), f"{path}: {href}"


def test_footer_leaves_out_what_a_language_lacks(pages):
    """Nobody is led to the German handbook from a page in Arabic."""
    assert "mitmachen/" in part(pages["en/index.html"], "footer")
    assert "mitmachen/" not in part(pages["ar/index.html"], "footer")


def test_pages_that_nobody_has_read_say_so(pages, edition):
    """In each language but German: those made of data and those that were written; in the language of the page."""
    labels, read = edition.catalogue.labels, {review.language for review in edition.catalogue.region.label_reviews}
    for language, prefix in prefixes(edition):
        for address in ("orte/kall/", "themen/housing/", "anlaufstellen/", "woerterbuch/", "checklisten/erste-woche/"):
            is_told = labels[language]["translation.unreviewed"] in pages[f"{prefix}{address}index.html"]
            assert is_told == (language not in read | {"de"}), f"{prefix}{address}"


def test_language_versions_are_told_only_where_they_exist(pages, edition):
    """In the head and in the menu: each leads to a page whose own text is in that language."""
    home = edition.catalogue.region.site_url
    for path, html in pages.items():
        for code, address in re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html):
            target = pages[address.removeprefix(home) + "index.html"]
            assert code in ("x-default", ARTICLE.search(target).group(1)), path


def test_sitemap_lists_every_findable_page_and_no_other(files, pages, edition):
    """Under the site's own address, which is all there is."""
    home = edition.catalogue.region.site_url
    listed = re.findall(r"<loc>([^<]+)</loc>", files["sitemap.xml"].decode("utf-8"))
    paths = {address.removeprefix(home) + "index.html" for address in listed}
    assert (len(paths), [one for one in listed if not one.startswith(home)]) == (len(listed), [])
    assert sorted(paths - pages.keys()) == []
    untranslated = {path for path, html in pages.items() if not is_in_its_language(html)}
    assert sorted(paths & untranslated) == []
    hidden = {path for path in paths if 'name="robots" content="noindex' in pages[path]}
    assert sorted(hidden) == []
    readers = {path: html for path, html in pages.items() if "mitmachen/" not in path}  # editors search apart
    forgotten = {path for path, html in readers.items() if "data-pagefind-body" in html} - paths
    assert sorted(forgotten) == []


def test_second_build_elsewhere_is_the_same_byte_by_byte(project, built_site, tmp_path):
    """By MkDocs, in another folder, time zone, language and order of hashes; SOURCE_DATE_EPOCH rules the day."""
    copy = tmp_path / "anderswo"
    for name in ("data", "docs", "hooks"):
        shutil.copytree(project / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(project / "mkdocs.yml", copy)
    history = project / ".git"  # what is new is read out of it
    (shutil.copytree if history.is_dir() else shutil.copy)(history, copy / ".git")
    midnight = datetime.combine(AS_OF, time(), tzinfo=UTC)
    environment = os.environ | {
        "PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONPATH": str(copy / "hooks"),
        "SOURCE_DATE_EPOCH": str(int(midnight.timestamp())),
    }
    target = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(target)]
    subprocess.run(command, cwd=copy, env=environment, check=True)
    first, second = FolderFiles(built_site), FolderFiles(target)
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []
