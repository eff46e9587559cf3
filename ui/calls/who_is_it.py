"""Who is calling? A number or a name, typed or pasted: those it may be, with the last talk; Enter takes the call."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.formatting import relative_day
from app.views.calls import Caller
from app.views.contacts import ContactId
from resources.i18n import _
from ui.calls.found import FoundList, Line
from ui.context import Ref, UiContext
from ui.theme.fonts import font
from ui.typed import is_typed_in
from ui.widgets.form import Form
from ui.widgets.popover import SHADOW
from ui.widgets.sheet import Sheet
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.services.search import Hit

MOST = 8
WIDTH = 480
FEWEST_DIGITS = 5  # of a number worth keeping: fewer is somebody's extension
PASTED = 7  # digits from which what was copied is taken for the number that rings
LONGEST = 40
_MARKS = " +-–—().\u00a0\u202f/,;#"
_WORDS = ("доб", "вн", "ext", "tel:")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def number_in(text: str, fewest: int = FEWEST_DIGITS) -> str:
    """The text where it is a phone number, else ""."""
    rest = text.strip().casefold()
    for word in _WORDS:
        rest = rest.replace(word, "")
    digits = sum(letter.isdigit() for letter in rest)
    plain = all(letter.isdigit() or letter in _MARKS for letter in rest)
    return text.strip() if plain and digits >= fewest and len(text.strip()) <= LONGEST else ""


class WhoIsIt(Sheet):
    """Asks as fast as answers come; the first one found is marked, arrows choose another."""

    def __init__(self, window: QWidget, ctx: UiContext) -> None:
        sentence = _("Type or paste a number or a name; Enter opens the card and the call.")
        super().__init__(window, _("Who is calling?"), sentence, WIDTH)
        self._ctx = ctx
        self._asked: str | None = None
        self._take_when_found = False
        self._callers: tuple[Caller, ...] = ()
        self._phones: dict[object, str] = {}
        form = Form()
        self.field = form.line("who", "", hint=_("Number or name"))
        self.field.setAccessibleName(_("Number or name"))
        self.field.setFont(font("body", tabular=True))
        self.field.textEdited.connect(self._on_edited)
        self.found = FoundList(self._take)
        self.hint = words("", "small", "dim", wrap=True)
        self.body.addWidget(form)
        self.body.addWidget(self.found)
        self.body.addWidget(self.hint)
        self.setFocusProxy(self.field)

    def open(self) -> None:
        """Show it; a number that was copied stands there already, to be typed over."""
        super().open()
        copied = number_in(QGuiApplication.clipboard().text()[: LONGEST + 1], PASTED)
        self.field.setText(copied)
        self.field.selectAll()
        self.field.setFocus()
        self._wonder()

    def ask_for(self, text: str) -> None:
        """Look for a text in the person's stead."""
        self.field.setText(text)
        self._on_edited()

    def holds_words(self) -> bool:
        """A number that was told is not lost; letters only look for somebody."""
        return is_typed_in(self) and bool(number_in(self.field.text()))

    def is_settled(self) -> bool:
        """Whether what is shown belongs to what was typed."""
        return self._asked is None

    def _settle(self) -> None:
        """Hang from one place, however many are found: the field stays where the eyes are."""
        super()._settle()
        self._card.move(
            self._card.x(), max(SHADOW, min(self.height() // 7, self.height() - self._card.height() - SHADOW))
        )

    def _on_edited(self) -> None:
        self._take_when_found = False
        self._wonder()

    def _wonder(self) -> None:
        if not self.field.text().strip():
            self._callers = ()
            self._show()
        elif self._asked is None:
            self._ask()

    def _ask(self) -> None:
        from app.services.search import find  # noqa: PLC0415 - heavy: after the first paint

        asked = self._asked = self.field.text().strip()
        task = self._ctx.ask(find, asked, MOST, ("contact", "company")).then(self, self._on_found)
        task.troubled(lambda failure: self._on_callers((), str(failure)))

    def _on_found(self, hits: "Sequence[Hit]") -> None:
        from app.services.call_panel import callers  # noqa: PLC0415 - heavy: after the first paint

        self._phones = {hit.id: hit.subtitle for hit in hits} if number_in(self._asked or "", 4) else {}
        task = self._ctx.ask(callers, [(hit.kind, hit.id) for hit in hits[:MOST]])
        task.then(self, self._on_callers).troubled(lambda failure: self._on_callers((), str(failure)))

    def _on_callers(self, found: tuple[Caller, ...], trouble: str = "") -> None:
        asked, self._asked = self._asked, None
        self._callers = found if self.field.text().strip() else ()
        self._show(trouble)
        if self.field.text().strip() not in ("", asked):
            self._ask()
        elif self._take_when_found:
            self._take_when_found = False
            self.found.take_marked()

    def _show(self, trouble: str = "") -> None:
        typed = self.field.text().strip()
        lines = [self._line(one) for one in self._callers]
        number = number_in(typed)
        if number and not trouble:
            said = _("Add a contact with {phone}").format(phone=number)
            lines.append(
                Line(None, said, _("Nobody here has this number.") if not self._callers else "", "", "plus", "accent")
            )
        self.found.show_lines(lines)
        nothing = _("Nobody found.") if typed and not lines else ""
        if nothing and number_in(typed, 1):
            nothing = _("Four digits in a row are enough.")
        self.hint.setText(trouble or nothing)
        self.hint.setVisible(bool(self.hint.text()))
        self._settle()

    def _line(self, caller: Caller) -> Line:
        now = self._ctx.now()
        phone = self._phones.get(caller.id, "")
        name = caller.name or phone
        where = caller.company if caller.company != name else ""
        second = " · ".join(part for part in (phone if phone != name else "", where, caller.job_title) if part)
        aside = ""
        if caller.touched_at is not None:
            day = relative_day(caller.touched_at.astimezone(now.tzinfo).date(), now.date())
            aside = f"{day} · {caller.touched}"
        picture, colour = ("user", "dim") if caller.kind == "contact" else ("building", "dim")
        return Line(Ref(caller.kind, caller.id), name, second, aside, picture, colour)

    def _take(self, line: Line) -> None:
        if line.ref is None:
            self._add()
            return
        self.close()
        self._ctx.open(line.ref)
        if line.ref.kind == "contact":
            self._ctx.call(line.ref.id, None)

    def _add(self) -> None:
        from app.services.contacts import add_contact  # noqa: PLC0415 - heavy: after the first paint

        number = number_in(self.field.text()).removeprefix("tel:")
        task = self._ctx.do(add_contact, {}, [("phone", "mobile", number)])
        task.then(self, self._on_added).refused(lambda refusal: self._on_callers((), str(refusal)))

    def _on_added(self, contact_id: ContactId) -> None:
        self.close()
        self._ctx.open(Ref("contact", contact_id))
        self._ctx.call(contact_id, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.found.step(steps[Qt.Key(event.key())])
        elif event.key() in _ENTER:
            self._take_when_found = self._asked is not None
            if not self._take_when_found:
                self.found.take_marked()
        else:
            super().keyPressEvent(event)
        event.accept()
