"""What a family asks of one session: when, where, who for, how to come, what it costs, what the building offers.

"You want to know how to access it, and that it is right for your child's age": the facts come in that order. The
same facts make the page, the text that is passed on, and the machine-readable event.
"""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fingerpost.desks.public import wording
from fingerpost.desks.public.recurrence import how_often, joined
from fingerpost.places.models import Venue
from fingerpost.places.vocabulary import Facility, VenueKind
from fingerpost.timetable.models import Session
from fingerpost.timetable.vocabulary import Access, Audience, CancelReason, Language, SessionStatus

HOW_TO_COME = {
    Access.DROP_IN: _("Just come along. You do not need to book."),
    Access.BOOK: _("Please book a place before you come."),
    Access.APPOINTMENT: _("A professional makes an appointment for you: your midwife or health visitor, for example."),
    Access.INVITATION: _("For families who have been invited. If you think it would help you, please ask us."),
    Access.REFERRAL: _("Someone who works with your family, such as your health visitor, asks for a place for you."),
    Access.ENROLLED: _("For those who have a place on the course. Ask us when the next one starts."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """One session in words, each ready to be shown."""

    title: str
    day: str
    time: str
    often: str
    place: str
    address: tuple[str, ...]
    ages: str
    audiences: str
    access: str
    how_to_come: str
    price: str
    facilities: tuple[str, ...]
    languages: str
    off: str

    @property
    def where(self) -> str:
        """The place and its address on one line."""
        return ", ".join([self.place, *self.address])


def in_words(session: Session, today: date) -> Words:
    """What there is to say of a session that came from `session_for_public`. Another year than this one is said."""
    series = session.series
    access = Access(series.access)
    day = wording.local(session.starts_at).date()
    return Words(
        title=series.title,
        day=wording.day(day, year=day.year != today.year),
        time=wording.from_to(session.starts_at, session.ends_at),
        often=how_often(series.rule, series.first_on, term_time_only=series.term_time_only),
        place=session.venue.name,
        address=tuple(address_of(session.venue)),
        ages=wording.ages(series.youngest, series.oldest),
        audiences=joined([str(Audience(one).label) for one in series.audiences]),
        access=str(access.label),
        how_to_come=str(HOW_TO_COME[access]),
        price=wording.price(series.price_pence, series.price_unit),
        facilities=facilities_of(session.venue),
        languages=joined([str(Language(one).label) for one in series.languages]),
        off=why_off(session),
    )


def address_of(venue: Venue) -> list[str]:
    """The lines of an address, without the name of the place again."""
    lines = venue.building.address if venue.building else venue.address
    return [line for line in lines if line != venue.name]


def facilities_of(venue: Venue) -> tuple[str, ...]:
    """What the venue and the building that it is in offer, in the order of the vocabulary."""
    there = {*venue.facilities, *(venue.building.facilities if venue.building else ())}
    return tuple(str(facility.label) for facility in Facility if facility in there)


def why_off(session: Session) -> str:
    """Why a session does not take place; empty if it does."""
    if session.status != SessionStatus.CANCELLED:
        return ""
    return gettext("Cancelled: {reason}").format(reason=CancelReason(session.cancel_reason).label)


def what_moved(session: Session) -> list[str]:
    """What is different from the plan, in sentences; empty if nothing moved."""
    if session.status != SessionStatus.MOVED:
        return []
    moved = []
    starts = wording.local(session.starts_at)
    if starts.date() != session.planned_on:
        moved.append(gettext("It was planned for {day}.").format(day=wording.day(session.planned_on)))
    elif starts.time() != session.series.starts_at:
        moved.append(gettext("It was planned for {time}.").format(time=wording.clock(session.series.starts_at)))
    if session.venue_id != session.series.venue_id:
        moved.append(gettext("It is in another place this time: {place}.").format(place=session.venue.name))
    return moved


def as_text(words: Words, address: str) -> str:
    """The session as a few lines that can be copied, texted or mailed."""
    lines = [
        words.title,
        words.off,
        f"{words.day}, {words.time}",
        words.where,
        gettext("{access}. {price}. {ages}.").format(access=words.access, price=words.price, ages=words.ages),
        address,
    ]
    return "\n".join(line for line in lines if line)


def text_link(text: str) -> str:
    """Opens a text message with the words in it; this form is understood by iPhones and by Android."""
    return f"sms:?&body={quote(text)}"


def mail_link(subject: str, text: str) -> str:
    """Opens an e-mail with the words in it, to whomever the reader chooses."""
    return f"mailto:?subject={quote(subject)}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"


def is_online(session: Session) -> bool:
    return bool(session.venue.kind == VenueKind.ONLINE)


def is_over(session: Session, now: datetime) -> bool:
    return session.ends_at < now
