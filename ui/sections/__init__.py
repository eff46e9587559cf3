"""The sections of the window in the order of the rail: a folder each, a line each."""

from ui.section import Section
from ui.sections import activities, calendar, contacts, offers, opportunities, products, today

SECTIONS: tuple[Section, ...] = (
    today.SECTION,
    contacts.SECTION,
    calendar.SECTION,
    activities.SECTION,
    opportunities.SECTION,
    offers.SECTION,
    products.SECTION,
)
