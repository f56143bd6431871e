"""Who is in danger finds the numbers to call first: in finder, search, footer and on paper, in every language."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import expect

import builders
from browser.support import asset, axe

LANGUAGES = ("", "en/", "ar/", "es/", "fr/", "sq/", "tr/", "uk/")
CRIES = {
    "": ["Gewalt", "Frauenhaus", "Bedrohung", "Bedrohnug", "Zwang", "mein Mann schlägt mich", "häusliche Gewalt"],
    "en/": ["violence", "my boss took my passport", "threatened"],
    "ar/": ["عنف", "العنف"],
    "es/": ["violencia", "amenaza"],
    "fr/": ["violence", "menace"],
    "sq/": ["dhunë", "dhuna"],
    "tr/": ["şiddet", "şiddete", "siddet"],
    "uk/": ["насильство", "насильства"],
}
CALM = ["Gehalt", "Messe", "teuer", "Wohnung", "Mutterschutz", "Kündigungsschutz", "Steuer", "Brandenburg"]


TYPED = yaml.safe_load((builders.PROJECT / "tests/cases/distress.yaml").read_text("utf-8"))
JUDGE = """async (typed) => {
  const { Danger } = await import("DANGER");
  const danger = new Danger(document);
  return typed.filter((words) => danger.isMeant(words));
}""".replace("DANGER", asset("danger.js"))


def numbers(page, block: str) -> list[str]:
    return page.locator(f"{block} a[href^='tel:']").all_inner_texts()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_finder_shows_the_numbers_first(page_at, prefix):
    """With the focus on them; what else is known of the question stands below."""
    page = page_at(390)
    for words in CRIES[prefix]:
        page.goto(f"/{prefix}anlaufstellen/?thema={quote(words)}")
        block = page.locator("[data-result] > .danger:first-child")
        expect(block, words).to_be_visible()
        assert ["110", "112", "116 016"] == numbers(page, "[data-result] > .danger")[:3], words
        expect(block.locator("h3")).to_be_focused()
        assert page.locator("[data-result] > h3").count() == 1


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_search_shows_the_numbers_as_the_first_hit(page_at, prefix):
    """Words of any language do, since who flees types any; before the index is there."""
    page = page_at(390)
    for words in [*CRIES[prefix], "Frauenhaus", "violencia", "عنف", "насильство", "şiddet", "dhunë"]:
        page.goto(f"/{prefix}suche/?q={quote(words)}")
        expect(page.locator("[data-lotse-search] .danger"), words).to_be_visible()
    page.locator("[data-lotse-search] .danger p a").click()
    expect(page.locator("#hilfe-in-gefahr")).to_be_in_viewport()


@pytest.mark.parametrize("language", TYPED)
def test_whole_sentences_of_people_in_need_are_understood(page_at, language):
    """At least forty in each language; everyday questions beside them raise no alarm."""
    page = page_at(390)
    page.goto("/anlaufstellen/")
    danger, everyday = TYPED[language]["danger"], TYPED[language]["everyday"]
    assert len(set(danger)) >= 40
    assert [] == sorted(set(danger) - set(page.evaluate(JUDGE, danger)))
    assert [] == page.evaluate(JUDGE, everyday)


def test_what_means_a_topic_is_no_cry(page_at):
    """Everything that people type for other topics, in any language: fired is not fire, étranger not étrangler."""
    page = page_at(390)
    page.goto("/anlaufstellen/")
    cases = yaml.safe_load((builders.PROJECT / "tests/cases/finder.yaml").read_text("utf-8"))
    near = {"violence", "labour-rights", "crisis-help", "discrimination", "fair-recruitment", "health"}
    typed = [words for topics in cases.values() for topic, found in topics.items() if topic not in near
             for words in found]
    assert len(typed) > 300
    assert [] == page.evaluate(JUDGE, [*typed, "I was fired", "Was bei Fehlern droht", "Helm", "gift", "Waffel"])


def test_other_questions_show_no_alarm(page_at):
    """Nor what merely looks alike; and the block goes when the question does."""
    page = page_at(390)
    for words in CALM:
        page.goto(f"/anlaufstellen/?thema={quote(words)}")
        expect(page.locator("[data-result] h3").first).to_be_visible()
        assert not page.locator("[data-result] .danger").count(), words
    page.goto("/suche/?q=Gewalt")
    expect(page.locator("[data-lotse-search] .danger")).to_be_visible()
    page.locator("#q").fill("Wohnung")
    page.locator(".search-form button").click()
    expect(page.locator("[data-lotse-search] .danger")).to_have_count(0)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_footer_leads_there_without_scripts(page_at, prefix):
    """From any page, by link and by number, and it is still there on paper."""
    page = page_at(320, javascript=False)
    page.goto(f"/{prefix}themen/")
    foot = page.locator(".site-footer__danger")
    assert ["110", "112", "116 016"] == numbers(page, ".site-footer__danger")[:3]
    page.emulate_media(media="print")
    expect(foot).to_be_visible()
    page.emulate_media(media="screen")
    foot.locator("a").first.click()
    expect(page.locator("#hilfe-in-gefahr")).to_be_in_viewport()


def test_sheet_for_the_way_on_names_the_numbers(page_at):
    """On paper only, where the footer is left out."""
    page = page_at(1280)
    page.goto("/themen/violence/uebergabe/")
    line = page.locator(".sheet .print-only")
    expect(line).to_be_hidden()
    page.emulate_media(media="print")
    expect(line).to_contain_text("116 016")


@pytest.mark.parametrize("address", ["/anlaufstellen/?thema=Gewalt", "/suche/?q=Gewalt", "/ar/suche/?q=عنف"])
def test_block_is_accessible(page_at, address):
    page = page_at(390)
    page.goto(address)
    expect(page.locator(".danger")).to_be_visible()
    assert axe(page) == []
