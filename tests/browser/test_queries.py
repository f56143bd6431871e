"""The query suite: what people type into the search, by language and kind, and where it must lead.

`tests/cases/queries.yaml` names for each question the paths of which one is to be among the first three hits.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import expect

import builders
from browser.support import asset, watch

CASES = yaml.safe_load((builders.PROJECT / "tests/cases/queries.yaml").read_text("utf-8"))
LANGUAGES = sorted({case["lang"] for case in CASES})
IN_THREE, FIRST, LEAST_OF_A_LANGUAGE = 0.97, 0.85, 0.90
MOST_BYTES = 160_000  # that come over the line with the first question

ASK = """async (queries) => {
  const box = document.querySelector("[data-lotse-search]");
  const { Places } = await import("finder-places.js");
  const { fetched, Forms } = await import("forms.js");
  const { Hits } = await import("hits.js");
  const { answers } = await import("search-answers.js");
  const given = JSON.parse(box.querySelector("script[data-places]").textContent);
  const bundle = new URL(box.dataset.bundle, document.baseURI);
  const known = await fetched(new URL(`known.${document.documentElement.lang}.json`, bundle));
  const hits = new Hits(known, new Forms(known), given.silent);
  hits.setSignposts(given.signposts);
  const places = new Places(given);
  return queries.map((query) => answers(query, hits, places).slice(0, 3).map(({ address }) => address));
}"""
for module in ("finder-places.js", "forms.js", "hits.js", "search-answers.js"):
    ASK = ASK.replace(module, asset(module))


def rank(case, addresses: list[str]) -> int | None:
    """At which place a wanted path stands, from 0; none if it does not."""
    patterns = [re.escape(path).replace(r"\*", "[^/]+") for path in case["expect_in_first_three"]]
    wanted = re.compile(f"(?:{case['lang']}/)?(?:{'|'.join(patterns)})")
    return next((at for at, address in enumerate(addresses) if wanted.match(address)), None)


@pytest.fixture(scope="module")
def ranks() -> dict[str, list[int | None]]:
    """By language the place of the wanted page for each question; filled by the tests of the languages."""
    return {}


def asked(page, language: str) -> Iterator[tuple[dict, int | None]]:
    prefix = "" if language == "de" else f"{language}/"
    page.goto(f"/{prefix}suche/")
    own = [case for case in CASES if case["lang"] == language]
    found = page.evaluate(ASK, [case["query"] for case in own])
    return zip(own, (rank(case, addresses) for case, addresses in zip(own, found, strict=True)), strict=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_is_left_behind(page_at, ranks, language):
    """Nine of ten questions in each language lead to what is meant within the first three hits."""
    results = list(asked(page_at(390), language))
    ranks[language] = [place for _, place in results]
    lost = [case["query"] for case, place in results if place is None]
    assert len(lost) <= len(results) * (1 - LEAST_OF_A_LANGUAGE), lost


def test_nearly_every_question_leads_to_what_is_meant(ranks):
    """Over all languages, after each was asked."""
    if set(ranks) != set(LANGUAGES):
        pytest.skip("only with all languages")
    counts = Counter(place for places in ranks.values() for place in places)
    assert sum(n for place, n in counts.items() if place is not None) >= IN_THREE * counts.total(), counts
    assert counts[0] >= FIRST * counts.total(), counts


def test_suite_is_large():
    """The questions that were given and at least 150 of the project's own."""
    assert len({(case["lang"], case["query"]) for case in CASES}) == len(CASES) >= 107 + 150


@pytest.mark.parametrize("query", ["Wohnung", "Zahnarzt finden"])
def test_first_question_costs_little(page_at, query):
    """Everything that comes after the page itself: what is known of pages and questions, and no full text."""
    page = page_at(390)
    page.goto("/suche/", wait_until="networkidle")
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.locator("#q").fill(query)
    page.locator(".search-form button").click()
    expect(page.locator(".search-results li").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body(), 6)) for answer in answers}
    assert sizes
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def shown(page) -> list[tuple[str, str]]:
    links = page.locator(".search-results a")
    return links.evaluate_all("all => all.map(a => [a.getAttribute('href'), a.textContent])")


def test_hit_leads_to_the_question_and_says_what_it_is(page_at):
    """With the page that it stands on, and a sentence of it."""
    page = page_at(1280)
    page.goto("/suche/?q=Chef zahlt nicht")
    first = page.locator(".search-results li").first
    expect(first.locator("a")).to_have_attribute("href", re.compile(r"/fragen/rechte-und-hilfe/#"))
    expect(first.locator(".card__meta")).to_have_text("Rechte und Hilfe")
    for text in page.locator(".search-results__excerpt").all_inner_texts():
        assert text.count(";") < 2, text
    first.locator("a").click()
    expect(page.locator(":target")).to_be_in_viewport()


def test_topic_at_a_place_leads_to_the_answer_there(page_at):
    page = page_at(1280)
    page.goto("/suche/?q=Wohnung in Oberbruch")
    link = page.locator(".search-results a").first
    expect(link).to_have_text("Wohnen in Heinsberg")
    link.click()
    expect(page.locator("section#housing:target")).to_be_visible()


def test_unknown_words_are_dropped_one_by_one(page_at):
    """Instead of «nothing found»; what nobody knows at all says so."""
    page = page_at(390)
    page.goto("/suche/?q=Xylophonstunde Kindergeld beantragen")
    expect(page.locator(".search-results a[href*='familie-und-schule']").first).to_be_visible()


@pytest.mark.parametrize("query", ["???", "🙂", "a" * 300, "<img src=x onerror=alert(1)>", "Wohnung apartment سكن"])
def test_odd_questions_are_answered_calmly(page_at, query):
    page = page_at(390)
    record = watch(page)
    page.goto("/suche/")
    page.locator("#q").fill(query)
    page.locator(".search-form button").click()
    expect(page.locator(".search-status")).not_to_have_text("")
    expect(page.locator(".search-status")).not_to_have_text("Die Suche wird geladen …")
    assert record.complaints == []


def test_pages_for_editors_have_their_own_search(page_at):
    """Readers do not find them, nor does the list from A to Z name them; from one of them the search does."""
    page = page_at(1280)
    page.goto("/suche/?q=Handbuch Redaktion")
    expect(page.locator(".search-status")).not_to_have_text("")
    assert [href for href, _ in shown(page) if "mitmachen" in href] == []
    assert page.locator(".az a[href*='mitmachen']").count() == 0
    page.goto("/mitmachen/")
    page.locator("#site-search").fill("Kurzbefehle")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("bereich=mitmachen"))
    expect(page.locator(".search-results a[href*='/mitmachen/']").first).to_be_visible()


def test_list_from_a_to_z_names_each_thing_once(page_at):
    page = page_at(1280)
    page.goto("/suche/")
    titles = page.locator(".az__group a").all_inner_texts()
    assert [title for title, count in Counter(titles).items() if count > 1] == []
