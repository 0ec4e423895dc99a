"""A session as a schema.org Event, so that search engines and assistants show it as it stands.

https://schema.org/Event, in JSON-LD 1.1. It stands in the page as data: the content security policy lets no script
run from there, and none needs to.
"""

from typing import Any

from fingerpost.base.postcode import spaced
from fingerpost.desks.public.session_facts import Words, is_online
from fingerpost.desks.public.wording import local
from fingerpost.places.models import LocalAuthority, Venue
from fingerpost.timetable.models import Session
from fingerpost.timetable.vocabulary import SessionStatus

SCHEMA = "https://schema.org/"
STATUS = {SessionStatus.CANCELLED: "EventCancelled", SessionStatus.MOVED: "EventRescheduled"}


def event(session: Session, words: Words, authority: LocalAuthority, address: str) -> dict[str, Any]:
    """The session as the object that search engines read. `address` is the page's own."""
    series = session.series
    return {
        "@context": SCHEMA.rstrip("/"),
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": series.title,
        "description": series.summary or series.title,
        "startDate": local(session.starts_at).isoformat(),
        "endDate": local(session.ends_at).isoformat(),
        "eventStatus": SCHEMA + STATUS.get(SessionStatus(session.status), "EventScheduled"),
        "eventAttendanceMode": SCHEMA + ("Online" if is_online(session) else "Offline") + "EventAttendanceMode",
        "location": _location(session),
        "organizer": {"@type": "Organization", "name": series.run_by.name if series.run_by else authority.name},
        "isAccessibleForFree": series.price_pence == 0,
        "offers": {"@type": "Offer", "price": f"{series.price_pence / 100:.2f}", "priceCurrency": "GBP"},
        "audience": {"@type": "Audience", "audienceType": words.audiences or words.ages},
        "inLanguage": ["en", *series.languages],
    }


def _location(session: Session) -> dict[str, Any]:
    venue = session.venue
    if is_online(session):
        return {"@type": "VirtualLocation", "url": venue.online_address}
    return {"@type": "Place", "name": venue.name, "address": _postal(venue)}


def _postal(venue: Venue) -> dict[str, str]:
    place = venue.building or venue
    return {
        "@type": "PostalAddress",
        "streetAddress": ", ".join(place.address_lines),
        "addressLocality": place.town,
        "postalCode": spaced(place.postcode) if place.postcode else "",
        "addressCountry": "GB",
    }
