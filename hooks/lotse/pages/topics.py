"""The list of topics, and who helps with each of them where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lotse.model import Gap, Topic
from lotse.model.public import PublicOrganization
from lotse.pages.experience import hurdles_of
from lotse.pages.page import Desk, Page
from lotse.resolve import BodyAtPlace
from lotse.words import LocalizedText

TERMS = "data/terms.yaml"
_ANCHORS = {"missing": "ohne-angebot", "gaps": "luecken", "fallback": "weiter"}


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """The bodies with offers on a topic in one area."""

    anchor: str
    name: LocalizedText
    bodies: tuple[BodyAtPlace, ...]


def topic_pages(desk: Desk) -> Iterator[Page]:
    """The list by audience, and one page per topic."""
    yield _list_page(desk)
    for topic in desk.catalogue.topics:
        yield _topic_page(desk, topic)


def _list_page(desk: Desk) -> Page:
    groups = [
        {"anchor": f"fuer-{audience.id}", "name": audience.name, "topics": desk.renderer.by_name(
            topic for topic in desk.catalogue.topics if audience.id in topic.audiences
        )}
        for audience in desk.directory.main_audiences
    ]
    groups = [group for group in groups if group["topics"]]
    return desk.page(
        "themen/", "topics", title=desk.renderer.label("topics.heading"),
        description=desk.renderer.label("topics.lead"), source_file=TERMS, groups=groups,
        contents=tuple((str(g["anchor"]), desk.renderer.plainly(g["name"])) for g in groups),  # type: ignore[arg-type]
    )


def _topic_page(desk: Desk, topic: Topic) -> Page:
    say, label = desk.renderer.plainly, desk.renderer.label
    groups = tuple(_groups(desk, topic))
    missing = _territories_without(desk, topic)
    contents = [(group.anchor, desk.renderer.name(group.name)) for group in groups]
    contents += [(_ANCHORS["missing"], label("topic.missing"))] if missing and groups else []
    gaps = tuple(gap for gap in desk.coverage.declared_gaps if topic.id in gap.topics and _is_told(desk, gap))
    contents += [(_ANCHORS["gaps"], label("network.gaps"))] if gaps else []
    contents += [(_ANCHORS["fallback"], label("fallback.heading"))]
    return desk.page(
        f"themen/{topic.id}/", "topic", title=say(topic.name), description=say(topic.question),
        contents=tuple(contents), source_file=TERMS, keywords=topic.synonyms.get(desk.language, ()),
        topic=topic, groups=groups, anchors=_ANCHORS, missing=missing, gaps=gaps,
        phases=[p for p in desk.catalogue.phases if p.id in topic.phases],
        fallbacks=_fallbacks(desk, topic), hurdles=hurdles_of(desk, topic=topic.id),
    )


def _is_told(desk: Desk, gap: Gap) -> bool:
    """Not on pages in a language that the gap's audience has no texts in: it is written for other readers."""
    return desk.language in gap.reason or desk.language == desk.catalogue.region.languages[0]


def _groups(desk: Desk, topic: Topic) -> Iterator[AreaGroup]:
    """First what reaches the whole region, then what is there in each territory only."""
    catalogue = desk.catalogue
    found = desk.directory.offers(topic=topic.id)
    everywhere = frozenset(m.id for m in catalogue.municipalities)
    general = [s for s in found if catalogue.atlas.within(s.areas, everywhere)]
    if general:
        name = LocalizedText({desk.language: desk.renderer.label("topic.everywhere")})
        yield AreaGroup("ueberall", name, desk.directory.bodies(general))
    for territory in catalogue.territories:
        places = catalogue.atlas.reach[territory.id]
        here = [s for s in found if s not in general and any(catalogue.atlas.reaches(s.areas, p) for p in places)]
        if here:
            yield AreaGroup(territory.id, territory.name, desk.directory.bodies(here))


def _territories_without(desk: Desk, topic: Topic) -> tuple[object, ...]:
    found = desk.directory.offers(topic=topic.id)
    atlas = desk.catalogue.atlas
    return tuple(
        t for t in desk.catalogue.territories
        if not any(atlas.reaches(s.areas, place) for s in found for place in atlas.reach[t.id])
    )


def _fallbacks(desk: Desk, topic: Topic) -> tuple[PublicOrganization, ...]:
    """The bodies of last resort that are named outright for the audiences of the topic."""
    open_rules = (r for r in desk.directory.fallback_rules if r.entry == "both")
    rules = (r for r in open_rules if r.audience in topic.audiences and r.organization)
    found = (desk.catalogue.organization(rule.organization or "") for rule in rules)
    return tuple(dict.fromkeys(o for o in found if o))
