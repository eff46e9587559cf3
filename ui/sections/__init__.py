"""The sections of the window in the order of the rail: a folder each, a line each."""

from ui.section import Section
from ui.sections import contacts

SECTIONS: tuple[Section, ...] = (contacts.SECTION,)
