"""Occupations and countries lead to the question that says who recognises, or what is special for them."""

from __future__ import annotations

import pytest
import yaml

import builders
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
