"""The finder in a real browser on the real site: everyday words and any place lead to an office."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml
from playwright.sync_api import Page, expect

import builders
from browser.support import asset, axe, stored, watch

FORM = ".finder__form"
FINDER = {"de": "/anlaufstellen/", "en": "/en/anlaufstellen/"}
WORDINGS = [
    ("de", "Wohnungen", "housing"),
    ("de", "Wohnungsuche", "housing"),
    ("de", "ich suche eine Wohnung", "housing"),
    ("de", "aufentahltserlaubnis", "residence-permit"),
    ("de", "Blaue Karte", "residence-permit"),
    ("de", "Berufsanerkennung", "recognition"),
    ("de", "Anerkennung", "recognition"),
    ("de", "Anerkenung", "recognition"),
    ("de", "DEUTSCHKURSE", "language"),
    ("de", "Visum", "entry-visa"),
    ("de", "Kita", "family"),
    ("de", "Fuehrerschein", "mobility"),
    ("de", "Einburgerung", "naturalisation"),
    ("de", "pflegekraft", "care"),
    ("de", "Azubis", "trainees"),
    ("en", "flats", "housing"),
    ("en", "accomodation", "housing"),
    ("en", "recogniton", "recognition"),
    ("en", "health insurance", "health"),
    ("en", "nurses", "care"),
    ("en", "blue card", "residence-permit"),
    ("en", "unpaid wages", "labour-rights"),
    ("en", "German course", "language"),
]
PLACES = {"Kall": "kall", "52062": "aachen"}


def ask(page: Page, place: str, topic: str = "", audience: str = "") -> None:
    """Fills in the form as a person does, and waits for the answer."""
    page.locator(f"{FORM} [name=ort]").fill(place)
    page.locator("[name=thema]").fill(topic)
    page.locator("[name=fuer]").select_option(audience)
    page.locator("[data-lotse-finder] button").click()
    page.wait_for_url(re.compile(r"thema="))
    result(page)


def result(page: Page):
    """The box with the answer, once it is there."""
    box = page.locator("[data-result]")
    expect(box.locator("h3")).to_be_visible()
    return box


def question_in(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize("place", PLACES)
def test_everyday_words_lead_to_an_office(page_at, place):
    """Twenty wordings and more, with slips of the pen, plurals and compounds, end at somebody to turn to."""
    page = page_at(1280)
    lost = []
    for language, words, topic in WORDINGS:
        page.goto(f"{FINDER[language]}?wo={place}&thema={quote(words)}")
        link = result(page).locator(".actions a").first
        if not link.count() or not link.get_attribute("href").endswith(f"/?ort={PLACES[place]}#{topic}"):
            lost.append((language, words, result(page).inner_text()[:200]))
            continue
        link.click()
        section = page.locator(f"section#{topic}:target")
        expect(section).to_be_visible()
        assert urlsplit(page.url).path.endswith(f"/orte/{PLACES[place]}/")
        if not section.locator("a[href*='anlaufstellen/']").count():
            lost.append((language, words, "no office"))
    assert lost == []


TYPED = yaml.safe_load((builders.PROJECT / "tests/cases/finder.yaml").read_text("utf-8"))
FIND = """async (asked) => {
  const { Topics } = await import("FINDER_WORDS");
  const known = new Topics(JSON.parse(document.querySelector("script[data-finder]").textContent));
  return asked.map((wording) => known.find(wording).map(({ id }) => id));
}""".replace("FINDER_WORDS", asset("finder-words.js"))


@pytest.mark.parametrize("language", TYPED)
def test_what_people_type_means_a_topic(page_at, language):
    """In each language the topic is the answer, or one of the first two offered; in German, one of three at most."""
    page = page_at(390)
    page.goto(FINDER.get(language, f"/{language}/anlaufstellen/"))
    wordings = [(topic, wording) for topic, typed in TYPED[language].items() for wording in typed]
    found = page.evaluate(FIND, [wording for _, wording in wordings])
    lost = [
        (wording, topics)
        for (topic, wording), topics in zip(wordings, found, strict=True)
        if topic not in (topics if language == "de" and len(topics) <= 3 else topics[:2])
    ]
    assert lost == []


def test_every_language_has_enough_wordings():
    """Twenty in German and twelve in each other language."""
    counts = {language: sum(map(len, topics.values())) for language, topics in TYPED.items()}
    assert {"de", "en", "uk", "ar", "tr", "fr", "es", "sq"} == {code for code, count in counts.items() if count >= 12}
    assert counts["de"] >= 20


def test_answer_is_shown_at_once_and_can_be_passed_on(page_at):
    """The form leads to an address with ids, which shows the same answer to somebody else, for one audience only."""
    page = page_at(1280)
    page.goto(FINDER["de"])
    ask(page, "kall", "Wohnungssuche", "newcomers")
    assert question_in(page) == {"ort": "kall", "thema": "housing", "fuer": "newcomers"}
    expect(page.locator("[data-result] .answer dt")).to_have_text(["Zugewanderte"])
    offices = page.locator("[data-result] .answer a[href*='/anlaufstellen/']")
    expect(offices.first).to_be_visible()
    other = page_at(390)
    other.goto(page.url.removeprefix(page.url.split("/anlaufstellen")[0]))
    expect(result(other).locator("h3")).to_have_text("Wohnen in Kall")
    expect(other.locator(f"{FORM} [name=ort]")).to_have_value("Kall")


SHARED = [("52525", ["Heinsberg", "Waldfeucht"]), ("52538", ["Gangelt", "Selfkant"])]


@pytest.mark.parametrize(("postcode", "places"), SHARED)
def test_shared_postcode_asks_one_more_question(page_at, postcode, places):
    page = page_at(390)
    page.goto(FINDER["de"])
    ask(page, postcode, "Visum")
    expect(page.locator("[data-result] .tag")).to_have_text(places)
    page.locator("[data-result] .tag").last.click()
    expect(result(page).locator("h3")).to_have_text(re.compile(f" in {places[1]}$"))
    assert question_in(page)["ort"] == places[1].lower()


def test_name_beside_a_shared_postcode_is_answer_enough(page_at):
    page = page_at(1280)
    page.goto(FINDER["de"])
    ask(page, "52525 Waldfeucht", "Visum")
    assert question_in(page)["ort"] == "waldfeucht"


def test_company_postcode_works(page_at):
    """With a known town at once, else with the towns it may be."""
    page = page_at(1280)
    page.goto(FINDER["de"])
    ask(page, "52028", "Visum")
    assert question_in(page)["ort"] == "aachen"
    ask(page, "52045", "Visum")
    for name in ("Aachen", "Stolberg (Rhld.)"):
        expect(page.locator("[data-result] .tag", has_text=name).first).to_be_visible()


@pytest.mark.parametrize("place", ["Köln", "50667", "Paris"])
def test_place_outside_leads_to_the_body_of_the_land(page_at, place):
    """Never to a dead end: a body that is there for all, the topic everywhere, the list of places."""
    page = page_at(390)
    page.goto(FINDER["de"])
    ask(page, place, "Anerkennung", "employers")
    expect(result(page).locator("a[href*='anlaufstellen/fai-nrw/']")).to_be_visible()
    expect(result(page).locator("a[href*='themen/recognition/']")).to_be_visible()
    expect(result(page).locator("a[href$='/orte/']")).to_be_visible()
    assert "ort" not in question_in(page)


def test_misspelt_place_is_asked_back(page_at):
    page = page_at(1280)
    page.goto(FINDER["de"])
    ask(page, "Heinsbreg", "Visum")
    page.locator("[data-result] .tag", has_text="Heinsberg").click()
    expect(result(page).locator("h3")).to_contain_text("Heinsberg")


def test_unknown_topic_offers_all_topics_and_the_place(page_at):
    page = page_at(1280)
    page.goto(FINDER["de"])
    ask(page, "Kall", "xyzzy")
    expect(result(page).locator(".tag")).not_to_have_count(0)
    expect(result(page).locator("a[href*='/orte/kall/']")).to_be_visible()
    page.locator("[data-result] .tag", has_text="Wohnen").click()
    expect(result(page).locator("h3")).to_have_text("Wohnen in Kall")


def test_place_alone_and_topic_alone_lead_on(page_at):
    page = page_at(1280)
    page.goto(FINDER["de"])
    ask(page, "Kall")
    expect(result(page).locator("a[href*='/orte/kall/']")).to_be_visible()
    page.goto(FINDER["de"])
    ask(page, "", "Wohnung")
    expect(result(page).locator("a[href*='/themen/housing/']")).to_be_visible()


def test_nothing_entered_is_said(page_at):
    page = page_at(1280)
    page.goto(FINDER["de"])
    page.locator("[data-lotse-finder] button").click()
    expect(page.locator("[data-status]")).to_be_visible()
    expect(page.locator(f"{FORM} [name=ort]")).to_be_focused()


def test_keyboard_is_enough_and_the_answer_is_announced(page_at):
    """Typing, tab, enter: the focus stands on the answer, a status says it, the next tab is in it."""
    page = page_at(1280)
    page.goto(FINDER["de"])
    page.locator(f"{FORM} [name=ort]").focus()
    page.keyboard.type("52525")
    page.keyboard.press("Tab")
    page.keyboard.type("Wohnung")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("thema="))
    expect(page.locator("[data-result] h3")).to_be_focused()
    expect(page.locator("[role=status][data-status]")).to_contain_text("52525")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("ort=heinsberg"))
    expect(page.locator("[data-result] h3")).to_be_focused()
    expect(page.locator("[data-result] .answer a").first).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.actions a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/orte/heinsberg/\?ort=heinsberg#housing"))


@pytest.mark.parametrize("width", [390, 1280])
def test_finder_is_accessible_keeps_nothing_and_stays_at_home(page_at, width):
    page = page_at(width)
    record = watch(page)
    for query in ("", "?ort=kall&thema=housing", "?wo=52525&thema=Visum", "?wo=Paris&thema=", "?ort=kall&thema=xyzzy"):
        page.goto(FINDER["de"] + query)
        if query:
            result(page)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], query
    assert (record.complaints, record.foreign, stored(page)) == ([], [], {})


BEHIND = ["/orte/aachen/", "/themen/recognition/uebergabe/?ort=kall", "/netzwerk/abdeckung/"]


@pytest.mark.parametrize("address", BEHIND)
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_behind_the_finder_are_accessible(page_at, address, width):
    page = page_at(width)
    page.goto(address)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_javascript_three_clicks_lead_to_the_answer(page_at):
    """The form isn't shown; places, the place, the topic."""
    page = page_at(390, javascript=False)
    page.goto(FINDER["de"])
    expect(page.locator("[data-lotse-finder]")).to_be_hidden()
    page.locator("main a[href$='/orte/']").first.click()
    page.locator("main a", has_text="Kall").first.click()
    page.locator("main .topic-jump a[href='#housing']").click()
    expect(page.locator("section#housing a[href*='anlaufstellen/']").first).to_be_visible()
    page.goto(FINDER["de"])
    page.locator("main a[href$='/themen/']").first.click()
    page.locator("main a[href$='/housing/']").first.click()
    expect(page.locator("main a[href*='anlaufstellen/']").first).to_be_visible()


def test_sheets_for_a_place_fit_on_one_page(page_at):
    """Every topic, as it comes out of the printer, for the place with the most bodies."""
    page = page_at(1280)
    page.goto("/themen/")
    topics = page.locator(".topic-list a").evaluate_all("all => all.map(a => a.pathname.split('/').at(-2))")
    long = []
    for topic in sorted(set(topics)):
        page.goto(f"/themen/{topic}/uebergabe/?ort=aachen", wait_until="load")
        pages = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", prefer_css_page_size=True)))
        if pages != 1:
            long.append((topic, pages))
    assert long == []


CARD = "[data-result] .first-office"


def test_answer_begins_with_the_one_office_and_its_ways(page_at):
    """Responsible, with what it does and how to get there; the others follow as a list and do not repeat it."""
    page = page_at(390)
    page.goto("/anlaufstellen/?ort=hueckelhoven&thema=recognition&fuer=employers")
    card = page.locator(CARD)
    expect(card).to_have_count(1)
    expect(card.locator(".badge")).to_have_text("Zuständig")
    assert card.locator(".first-office__offers li").count() >= 1
    assert card.locator("a[href^='mailto:'], a[href^='tel:']").count() >= 1
    name = card.locator(".first-office__name a").inner_text()
    rest = page.locator("[data-result] [data-ways='r'] li a").all_inner_texts()
    assert rest
    assert name not in rest
    expect(page.locator("[data-result] .answer__rule")).to_be_visible()


def test_whoever_can_be_reached_comes_before_the_alphabet(page_at):
    """Of several that are responsible alike; pages of bodies say who has a number or an address for mail."""
    page = page_at(390)
    page.route(re.compile(r"/anlaufstellen/[a-z0-9-]+/$"), lambda route: route.fulfill(
        content_type="text/html",
        body="<div data-contact-ways><a href='tel:+49241000'>0241 000</a></div>" if "/zab/" in route.request.url
        or "zentralstelle" in route.request.url or "hwk" in route.request.url else "<p></p>",
    ))
    page.goto("/anlaufstellen/?ort=hueckelhoven&thema=recognition&fuer=employers")
    expect(page.locator(f"{CARD} a[href='tel:+49241000']")).to_be_visible()


def test_office_without_a_way_says_so(page_at):
    page = page_at(390)
    page.route(re.compile(r"/anlaufstellen/[a-z0-9-]+/$"), lambda route: route.fulfill(
        content_type="text/html", body="<p></p>"
    ))
    page.goto("/anlaufstellen/?ort=kall&thema=residence-permit&fuer=newcomers")
    expect(page.locator(f"{CARD} .empty")).to_be_visible()


def test_answer_stands_without_the_pages_of_the_bodies(page_at):
    """When these cannot be had the names stand there all the same."""
    page = page_at(390)
    page.route(re.compile(r"/anlaufstellen/[a-z0-9-]+/$"), lambda route: route.fulfill(status=500, body=""))
    page.goto("/anlaufstellen/?ort=kall&thema=residence-permit&fuer=newcomers")
    expect(page.locator("[data-result] a[href*='anlaufstellen/']").first).to_be_visible()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_card_is_accessible_and_fits(page_at, language):
    page = page_at(320)
    prefix = "" if language == "de" else f"{language}/"
    page.goto(f"/{prefix}anlaufstellen/?ort=aachen&thema=recognition")
    expect(page.locator(CARD).first).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
