"""Events → JSON-LD in the words of schema.org, for search engines."""

from __future__ import annotations

from lotse.model.actors import Address
from lotse.model.occurrences import Occurrence
from lotse.model.public import PublicEvent

_STATUS = {"scheduled": "EventScheduled", "cancelled": "EventCancelled", "moved": "EventRescheduled"}
Words = dict[str, object]


def event_data(
    event: PublicEvent, when: Occurrence, *, name: str, description: str, organizer: str, venue: str, address: str
) -> Words:
    """One time of an event; the texts are those of the page's language, `address` is that of its page."""
    data: Words = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{address}#{when.key}",
        "url": address,
        "name": name,
        "startDate": _moment(event, when, is_end=False),
        "endDate": _moment(event, when, is_end=True),
        "eventStatus": f"https://schema.org/{_STATUS[event.status]}",
        "eventAttendanceMode": f"https://schema.org/{_attendance(event)}",
        "organizer": {"@type": "Organization", "name": organizer},
        "inLanguage": list(event.languages) or None,
        "description": description or None,
        "previousStartDate": event.moved_from if event.status == "moved" else None,
        "location": _location(event, venue, address),
    }
    return {key: value for key, value in data.items() if value is not None}


def _moment(event: PublicEvent, when: Occurrence, *, is_end: bool) -> str | None:
    hour = when.ends_at if is_end else when.starts_at
    if hour is not None:
        return hour.isoformat()
    if when.is_rough:
        return event.ends_at if is_end else event.starts_at
    if is_end:
        return when.last.isoformat() if when.starts_at is None else None
    return when.first.isoformat()


def _attendance(event: PublicEvent) -> str:
    has_place = event.venue is not None or event.address is not None
    if event.is_online:
        return "MixedEventAttendanceMode" if has_place else "OnlineEventAttendanceMode"
    return "OfflineEventAttendanceMode"


def _location(event: PublicEvent, venue: str, address: str) -> list[Words] | None:
    found: list[Words] = []
    if event.venue is not None or event.address is not None:
        place = {"@type": "Place", "name": venue or None, "address": _postal(event.address) if event.address else None}
        found.append({key: value for key, value in place.items() if value is not None})
    if event.is_online:
        found.append({"@type": "VirtualLocation", "url": address})
    return found or None


def _postal(address: Address) -> Words:
    return {
        "@type": "PostalAddress", "streetAddress": address.street, "postalCode": address.postal_code,
        "addressLocality": address.city, "addressCountry": address.country,
    }  # fmt: skip
