"""The window on this computer: language, theme, scale, phones, time zone."""

from typing import TYPE_CHECKING

from app.formatting import percent
from app.regions import phone_regions, zone_choices
from app.zones import computer_zone
from resources.i18n import _, language
from ui.dialogs.preferences.rows import Page
from ui.widgets.pick import Pick
from ui.wishes import LANGUAGES, SCALES, THEMES

if TYPE_CHECKING:
    from app.settings import Settings
    from ui.context import UiContext
    from ui.wishes import Wishes


class GeneralPage(Page):
    """Every choice is in force at once, but for the scale: Qt takes it at the start."""

    def __init__(self, ctx: "UiContext", wishes: "Wishes") -> None:
        super().__init__()
        self._ctx, self._wishes = ctx, wishes
        settings = wishes.settings()
        self.heading(_("Look"))
        self._add_look(settings)
        self.heading(_("Phones and time"))
        self._add_places(settings)

    def _add_look(self, settings: "Settings") -> None:
        self.language = Pick(_("Language"), [(key, _(title)) for key, title in LANGUAGES], settings.language)
        self.language.picked.connect(self._wishes.speak)
        self.row(_("Language"), self.language)
        self.theme = Pick(_("Theme"), [(key, _(title)) for key, title in THEMES], settings.theme)
        self.theme.picked.connect(self._wishes.wear)
        self.row(_("Theme"), self.theme)
        self.scale = Pick(_("Scale"), [(str(one), percent(one)) for one in SCALES], str(settings.scale))
        self.scale.picked.connect(lambda key: self._wishes.choose(scale=int(key)))
        self.row(_("Scale"), self.scale, _("On top of the system's own scale; from the next start on."))

    def _add_places(self, settings: "Settings") -> None:
        self.region = Pick(_("Country of phones"), [(settings.phone_region, settings.phone_region)])
        self.region.show_value(settings.phone_region)
        self.region.picked.connect(lambda key: self._wishes.choose(phone_region=key))
        hint = _("How a number typed without a country code is read.")
        self.row(_("Country of phones"), self.region, hint)
        shown = settings.time_zone or self._of_the_computer()
        self.zone = Pick(_("Time zone"), [(settings.time_zone, shown)], settings.time_zone)
        self.zone.show_value(settings.time_zone)
        self.zone.picked.connect(lambda key: self._wishes.choose(time_zone=key))
        self.row(_("Time zone"), self.zone)
        lang, now = language(), self._ctx.now()
        aside = self._ctx.tasks.aside
        aside(lambda: phone_regions(lang)).then(self, self._fill_regions, slot="regions")
        aside(lambda: zone_choices(now)).then(self, self._fill_zones, slot="zones")

    def _fill_regions(self, regions: tuple[tuple[str, str], ...]) -> None:
        self.region.offer(regions)

    def _fill_zones(self, zones: tuple[tuple[str, str], ...]) -> None:
        self.zone.offer((("", self._of_the_computer()), *zones))

    def _of_the_computer(self) -> str:
        return _("As the computer ({zone})").format(zone=computer_zone())
