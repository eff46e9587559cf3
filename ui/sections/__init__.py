"""The sections of the window in the order of the rail: a folder each, a line each."""

from ui.section import Section
from ui.sections import activities, calendar, companies, contacts, offers, opportunities, products, today

SECTIONS: tuple[Section, ...] = (
    today.SECTION,
    contacts.SECTION,
    companies.SECTION,
    calendar.SECTION,
    activities.SECTION,
    opportunities.SECTION,
    offers.SECTION,
    products.SECTION,
)
