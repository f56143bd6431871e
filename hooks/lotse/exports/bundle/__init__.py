"""The bundle for a partner agency: what is cleared for its channel and nothing else, as files with a manifest.

JSON with its schema, CSV, pieces of HTML, a feed of changes and withdrawals, checksums. The same data on the same day
give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lotse.exports.bundle.entries import Cleared, cleared, entry_id
from lotse.exports.bundle.feed import feed
from lotse.exports.bundle.records import Bundle, OpenBody, OpenEnding, OpenEntry, OpenOffer, OpenTerm
from lotse.exports.records import as_json, page_of, said, schema_of, territories_reached, texts
from lotse.exports.sums import NAME, sums_of
from lotse.exports.tables import table
from lotse.model.public import PublicCatalogue, PublicOrganization, PublicService
from lotse.model.terms import Term

FOLDER = "fai/v1/"
"""Where the bundle lies in the site."""
BUNDLE, SCHEMA, TABLE, FEED = "bundle.json", "bundle.schema.json", "entries.csv", "changes.atom"
_HEAD = (
    "id", "kind", "organization", "organization_name", "service", "label", "person", "url", "tel", "email",
    "street", "postal_code", "city", "consent_numbers", "bases", "given_on", "recorded_on", "valid_until",
)  # fmt: skip

__all__ = ["BUNDLE", "FOLDER", "Bundle", "Cleared", "bundle_files", "bundle_of", "cleared", "entry_id", "shown_bodies"]


def bundle_files(
    public: PublicCatalogue, endings: Iterable[OpenEnding], fragments: Mapping[str, str]
) -> dict[str, bytes]:
    """Path below the bundle's folder → content; `fragments` are pieces of HTML by their path."""
    names = sorted([BUNDLE, SCHEMA, TABLE, FEED, *fragments])
    bundle = bundle_of(public, endings, names)
    home = page_of(public, FOLDER)
    written = dict(fragments) | {
        BUNDLE: as_json(bundle), SCHEMA: schema_of(Bundle, home + SCHEMA), TABLE: _table(bundle),
        FEED: feed(bundle, home + FEED),
    }
    files = {path: text.encode() for path, text in sorted(written.items())}
    return files | {NAME: sums_of(files).encode()}


def bundle_of(public: PublicCatalogue, endings: Iterable[OpenEnding], files: Iterable[str] = ()) -> Bundle:
    """The record of everything that is cleared."""
    entries = [one.entry for one in cleared(public)]
    return Bundle(
        version="1", channel=public.channel, as_of=public.today, region=said(public.region.name),
        source=public.region.site_url, languages=list(public.region.languages),
        topics=_terms(public.topics), audiences=_terms(public.audiences), kinds=_terms(public.kinds),
        territories=[OpenTerm(id=territory.id, name=said(territory.name)) for territory in public.territories],
        organizations=[_body(body, public) for body in shown_bodies(public)],
        entries=entries, endings=sorted(endings, key=lambda ending: ending.id), files=list(files),
    )


def shown_bodies(public: PublicCatalogue) -> list[PublicOrganization]:
    """The bodies of which anything is cleared; of the others not even the name."""
    known = {one.entry.organization for one in cleared(public)}
    return [body for body in public.organizations if body.id in known]


def _terms(terms: Iterable[Term]) -> list[OpenTerm]:
    return [OpenTerm(id=term.id, name=said(term.name)) for term in terms]


def _body(body: PublicOrganization, public: PublicCatalogue) -> OpenBody:
    return OpenBody(
        id=body.id, name=said(body.name), description=said(body.description), kind=body.kind,
        page=page_of(public, f"anlaufstellen/{body.id}/"), territories=territories_reached(public, body.areas),
        services=[_offer(service, public) for service in body.services],
    )


def _offer(service: PublicService, public: PublicCatalogue) -> OpenOffer:
    return OpenOffer(
        id=service.id, name=said(service.name), description=texts(service.description),
        role=service.role,  # type: ignore[arg-type]
        topics=list(service.topics), audiences=list(service.audiences),
        territories=territories_reached(public, service.areas), languages=list(service.languages),
        is_planned=service.is_planned, valid_from=service.valid_from, valid_to=service.valid_to,
    )


def _table(bundle: Bundle) -> str:
    names = {body.id: body.name[bundle.languages[0]] for body in bundle.organizations}
    return table(_HEAD, (_row(entry, names[entry.organization], bundle.languages[0]) for entry in bundle.entries))


def _row(entry: OpenEntry, name: str, language: str) -> list[object]:
    address, by = entry.address, entry.clearances
    return [
        entry.id, entry.kind, entry.organization, name, entry.service,
        entry.label.get(language) or next(iter(entry.label.values())), entry.person, entry.url,
        " ".join(f"tel:{phone}" for phone in entry.phones), entry.email,
        *((address.street, address.postal_code, address.city) if address else ("", "", "")),
        " ".join(one.number for one in by), " ".join(one.basis for one in by),
        " ".join(str(one.given_on or "") for one in by).strip(), " ".join(str(one.recorded_on) for one in by),
        entry.valid_until,
    ]  # fmt: skip
