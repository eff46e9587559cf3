"""How one is reminded on this computer: with the window closed, after a restart, on the desktop; and a try of all that."""

from datetime import timedelta
from typing import TYPE_CHECKING

from app.formatting import clock
from resources.i18n import N_, _
from ui.dialogs.preferences.rows import Page
from ui.tray_place import is_there
from ui.widgets.buttons import button
from ui.widgets.switch import Switch
from ui.widgets.words import words

if TYPE_CHECKING:
    from uuid import UUID

    from app.reminders.notifier import ShownHow
    from ui.context import UiContext
    from ui.wishes import Wishes

MINUTE = timedelta(minutes=1)
_HOW: dict[str, str] = {
    "with buttons": N_("This desktop shows notifications with buttons: call, done, put off."),
    "plain": N_("This desktop shows notifications; what rings is answered in the window of reminders."),
    "not": N_("This desktop shows no notifications: the window of reminders alone comes to the front."),
}


class RemindersPage(Page):
    """The window of reminders always comes; everything here is beside it."""

    def __init__(self, ctx: "UiContext", wishes: "Wishes") -> None:
        super().__init__()
        self._ctx, self._wishes = ctx, wishes
        self.heading(_("When the window is closed"))
        self._add_closing()
        self.heading(_("When the computer starts"))
        self._add_autostart()
        self.heading(_("On the desktop"))
        self.how = words(_("Asking the desktop …"), "body", "dim", wrap=True)
        self.down.addWidget(self.how)
        self._ask_how()
        self.heading(_("Try it out"))
        said = _(
            "A reminder is planned and rings in one minute, the way a real one does. Close the window meanwhile, if you like."
        )
        self.down.addWidget(words(said, "body", "dim", wrap=True))
        self.test = button(_("Ring in one minute"), self._test, picture="clock")
        self.row("", self.test, "", 0)
        self.told = self.sentence("", "good")
        self.told.hide()

    def _add_closing(self) -> None:
        here, choice = is_there(), self._wishes.settings().closing
        self.stay = Switch(_("Keep running and ring in time"), on=choice == "keep" or (choice == "auto" and here))
        self.stay.clicked.connect(lambda: self._wishes.choose(closing="keep" if self.stay.isChecked() else "quit"))
        if here:
            said = _("The program stays as an icon in the tray; “Quit” in its menu or Ctrl+Q ends it.")
        else:
            said = _(
                "This desktop has no tray. On: the window is minimised instead of closed, Ctrl+Q ends the program. Off:"
                " closing ends it, and what comes meanwhile is told at the next start."
            )
        self.row("", self.stay, said, 0)

    def _add_autostart(self) -> None:
        from app.reminders.autostart import autostart  # noqa: PLC0415 - heavy: after the first paint

        self.autostart = Switch(_("Start with the computer"), on=autostart().is_on())
        self.autostart.clicked.connect(self._switch_autostart)
        said = _("What is planned rings even when the window was not opened that day: the program begins in the tray.")
        self.row("", self.autostart, said, 0)
        self.wrong = self.sentence("", "bad")
        self.wrong.hide()

    def _switch_autostart(self) -> None:
        from app.reminders.autostart import own_command, switch_autostart  # noqa: PLC0415 - as above

        on = self.autostart.isChecked()
        task = self._ctx.tasks.aside(lambda: switch_autostart(own_command("--tray"), on=on))
        task.then(self, lambda _none: self.wrong.hide(), slot="autostart").troubled(self._on_trouble)

    def _on_trouble(self, trouble: Exception) -> None:
        self.autostart.setChecked(not self.autostart.isChecked())
        self.wrong.setText(str(trouble))
        self.wrong.show()

    def _ask_how(self) -> None:
        from app.reminders.notifier import shown_how  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.tasks.aside(shown_how).then(self, self._show_how, slot="how")

    def _show_how(self, how: "ShownHow") -> None:
        self.how.setText(_(_HOW[how]))

    def _test(self) -> None:
        from app.reminders.self_test import ring_in_one_minute  # noqa: PLC0415 - seldom asked for

        self._ctx.do(ring_in_one_minute, self._ctx.zone()).then(self, self._on_planned, slot="test")

    def _on_planned(self, _activity_id: "UUID") -> None:
        at = clock((self._ctx.now() + MINUTE).timetz())
        self.told.setText(
            _("It rings at {time}. The reminder is a to-do of its own: answer it, or take it back.").format(time=at)
        )
        self.told.show()
