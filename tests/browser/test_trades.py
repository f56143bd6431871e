"""Occupations and countries lead to the question that says who recognises, or what is special for them."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import expect

import builders
from browser.support import asset
from browser.test_queries import ASK

POSTS = yaml.safe_load((builders.PROJECT / "data/terms.yaml").read_text("utf-8"))["signposts"]
LANGUAGES = ("de", "en", "ar", "es", "fr", "sq", "tr", "uk")
COUNTRIES = {
    "de": {"Tunesien": "#nach-staatsangehoerigkeit", "Kosovo": "#staat-westbalkan", "Polen": "#staat-eu"},
    "en": {"India": "#nach-staatsangehoerigkeit", "Serbia": "#staat-westbalkan", "Ukraine": "#staat-ukraine"},
    "tr": {"Türkiye": "#staat-tuerkei", "Mısır": "#nach-staatsangehoerigkeit"},
    "uk": {"Україна": "#staat-ukraine", "Польща": "#staat-eu"},
    "ar": {"سوريا": "#nach-staatsangehoerigkeit", "تركيا": "#staat-tuerkei"},
    "fr": {"Maroc": "#nach-staatsangehoerigkeit"},
    "es": {"Colombia": "#nach-staatsangehoerigkeit"},
    "sq": {"Kosova": "#staat-westbalkan"},
}


def found(page, language: str, queries: list[str]) -> dict[str, list[str]]:
    """For each question the addresses of its first three hits."""
    page.goto(f"/{'' if language == 'de' else f'{language}/'}suche/")
    return dict(zip(queries, page.evaluate(ASK, queries), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_occupations_lead_to_the_body_that_recognises(page_at, language):
    """Each that the data name is among the first three; a hundred and more in German."""
    wanted = {word: post["page"] for post in POSTS for word in post.get("words", {}).get(language, ())}
    assert len(wanted) >= (100 if language == "de" else 30)
    hits = found(page_at(390), language, list(wanted))
    lost = [word for word, page in wanted.items() if not any(address.endswith(page) for address in hits[word])]
    assert lost == []


@pytest.mark.parametrize("language", COUNTRIES)
def test_countries_lead_to_what_is_special_for_them(page_at, language):
    hits = found(page_at(390), language, list(COUNTRIES[language]))
    wanted = COUNTRIES[language].items()
    assert {name: hits[name] for name, end in wanted if not any(a.endswith(end) for a in hits[name])} == {}


FOLLOW = """async ([posts, words, language]) => {
  const { Signposts } = await import("SIGNPOSTS");
  const { Forms } = await import("FORMS");
  const forms = new Forms(await (await fetch(`/pagefind/known.${language}.json`)).json());
  const known = new Signposts(posts, forms);
  return words.map((word) => { const post = known.find(word); return post && [post.address, post.isAll]; });
}""".replace("SIGNPOSTS", asset("signposts.js")).replace("FORMS", asset("forms.js"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_finder_follows_every_occupation_alone(page_at, language):
    """Nothing that merely looks alike comes between: a Zimmermann asks for no room."""
    page = page_at(390)
    page.goto("/suche/")
    own = {post["page"]: post.get("words", {}).get(language, []) for post in POSTS}
    words = [word for found in own.values() for word in found]
    posts = [[post["page"], post.get("words", {}).get(language, []), post["topic"]] for post in POSTS]
    found = page.evaluate(FOLLOW, [posts, words, language])
    lost = [w for w, post in zip(words, found, strict=True) if post is None or not post[1] or w not in own[post[0]]]
    assert lost == []


@pytest.mark.parametrize(
    ("prefix", "typed", "topic", "anchor"),
    [
        ("", "Schweißer", "recognition", "#n09-ihk-handwerk"),
        ("", "Zimmermann", "recognition", "#n09-ihk-handwerk"),
        ("", "Hotelfachmann", "recognition", "#n09-ihk-handwerk"),
        ("", "Krankenschwester", "care", "#n08-pflege-medizin"),
        ("", "Kosovo", "entry-visa", "#staat-westbalkan"),
        ("en/", "welder", "recognition", "#n09-ihk-handwerk"),
        ("tr/", "kaynakçı", "recognition", "#n09-ihk-handwerk"),
        ("ar/", "لحام", "recognition", "#n09-ihk-handwerk"),
    ],
)
def test_finder_answers_an_occupation_and_names_the_question(page_at, prefix, typed, topic, anchor):
    """The offices of the place, and above them the question that says who recognises; the word stays in the address."""
    page = page_at(390)
    page.goto(f"/{prefix}anlaufstellen/")
    page.locator("input[name=ort]").fill("Hückelhoven")
    page.locator("input[name=thema]").fill(typed)
    page.locator(".finder__form button[type=submit]").click()
    guide = page.locator("[data-result] .finder__guide a")
    expect(guide).to_have_attribute("href", re.compile(f"{anchor}$"))
    expect(page.locator(f"[data-result] a.button[href$='#{topic}']")).to_be_visible()
    assert quote(typed) in page.url or typed in page.url
    page.reload()
    expect(guide).to_be_visible()


def test_occupation_beside_another_wish_only_adds_its_question(page_at):
    page = page_at(390)
    page.goto("/anlaufstellen/?wo=Kall&thema=Wohnung+suchen+Koch")
    expect(page.locator("[data-result] .finder__guide a")).to_be_visible()
    expect(page.locator("[data-result] a[href*='housing'], [data-result] a.tag").first).to_be_visible()


def test_finder_works_without_the_signposts(page_at):
    """When their page cannot be had the finder still knows its topics."""
    page = page_at(390)
    page.route("**/suche/", lambda route: route.abort())
    page.goto("/anlaufstellen/?ort=kall&thema=Mietwohnung")
    expect(page.locator("[data-result] h3")).to_be_visible()
