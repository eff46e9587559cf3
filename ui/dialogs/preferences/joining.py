"""Joining an office: where it is, who answers there, what will be sent and what stays, and how one signs in."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from app.errors import OutsideError, UserError
from app.formatting import number
from resources.i18n import _, ngettext
from ui.dialogs.preferences.rows import INDENT, Page
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import button
from ui.widgets.words import figures, words

if TYPE_CHECKING:
    from app.exchanging import Answer
    from ui.context import UiContext

_QUEUE = "office"


class JoinPart(Page):
    """Nothing is sent before the person has seen what it would be. `joined` carries what to say afterwards."""

    joined = Signal(str)

    def __init__(self, ctx: "UiContext") -> None:
        super().__init__()
        self._ctx = ctx
        self.down.setContentsMargins(0, 0, 0, 0)
        self.fields: dict[str, QLineEdit] = {}
        self._trusted = ""  # the fingerprint that was shown to be compared
        self.heading(_("Work together with your office"))
        said = _(
            "Several computers keep one set of records. Each works by itself, with or without a network; now and then"
            " they exchange what has changed. What is private never leaves this computer."
        )
        self.down.addWidget(words(said, "body", "dim", wrap=True))
        self.down.addSpacing(metrics.GRID)
        self._add_address()
        self._add_sign_in()
        self.heading(_("What will be sent"))
        self._counts = QGridLayout()
        self._counts.setHorizontalSpacing(4 * metrics.GRID)
        self._counts.setVerticalSpacing(0)
        self._counts.setColumnMinimumWidth(2, 6 * metrics.GRID)  # between the two columns
        self._counts.setColumnStretch(5, 1)
        self.down.addLayout(self._counts)
        self.stays = words("", "small", "dim", wrap=True)
        self.down.addWidget(self.stays)
        self.down.addSpacing(metrics.GRID)
        self.join = button(_("Join"), self._join, kind="primary")
        self.row("", self.join, "", 0)
        self.told = self.sentence("", "bad")
        self.told.hide()
        self.refresh()

    def refresh(self) -> None:
        """Count anew what would be sent."""
        doors = self._ctx.doors

        def count() -> tuple[list[tuple[str, int]], int]:
            from app.exchanging import listed_to_send  # noqa: PLC0415 - heavy: only who looks pays, and not here
            from app.services.syncing import what_will_be_sent  # noqa: PLC0415 - likewise

            found = doors.ask(what_will_be_sent).result()
            return listed_to_send(found.counts), found.private

        self._ctx.tasks.aside(count, queue=_QUEUE).then(self, self._show_counts, slot="counts")

    def _add_address(self) -> None:
        self._line("url", _("Address"), _("https://office.example.com"))
        self.test = button(_("Who answers there?"), self._test)
        self.row("", self.test, "", 0)
        self.answer = self.sentence("")
        self.answer.hide()
        self.fingerprint = words("", "small_medium", copyable=True)
        self.fingerprint.setFont(font("small_medium", tabular=True))
        self.fingerprint.setContentsMargins(INDENT, 0, 0, metrics.GRID)
        self.fingerprint.hide()
        self.down.addWidget(self.fingerprint)

    def _add_sign_in(self) -> None:
        self._line("code", _("Invitation code"), _("from whoever runs the office"))
        self._line("name", _("Your name"), _("as the office knows you"))
        self._line("password", _("Password"), "")
        self.fields["password"].setEchoMode(QLineEdit.EchoMode.Password)
        self.sentence(
            _("With a code the password is a new one, for your next computer. Without a code: name and password.")
        )

    def _line(self, key: str, label: str, hint: str) -> None:
        field = QLineEdit()
        field.setFont(font())
        field.setAccessibleName(label)
        field.setPlaceholderText(hint)
        field.returnPressed.connect(self._test if key == "url" else self._join)
        if key == "url":
            field.textEdited.connect(self._forget_answer)
        self.fields[key] = field
        self.row(label, field)

    def _show_counts(self, found: tuple[list[tuple[str, int]], int]) -> None:
        rows, private = found
        while (entry := self._counts.takeAt(0)) is not None:
            if (part := entry.widget()) is not None:
                part.deleteLater()
        half = (len(rows) + 1) // 2
        for place, (kind, count) in enumerate(rows):
            row, column = place % half, 3 * (place // half)
            self._counts.addWidget(words(kind, "body", "dim"), row, column)
            self._counts.addWidget(figures(number(count), "body", ""), row, column + 1, Qt.AlignmentFlag.AlignRight)
        if not rows:
            self._counts.addWidget(words(_("There is nothing to send."), "body", "dim"), 0, 0)
        text = ngettext("{count} private record stays here.", "{count} private records stay here.", private)
        self.stays.setText(text.format(count=number(private)))
        self.stays.setVisible(bool(private))

    def _test(self) -> None:
        url = self.fields["url"].text()
        self.test.setEnabled(False)
        self._tell(self.answer, _("Knocking …"), "dim")
        self.fingerprint.hide()

        def knock() -> "Answer":
            from app.exchanging import knock as ask  # noqa: PLC0415 - only for who has an office

            return ask(url)

        task = self._ctx.tasks.aside(knock, queue=_QUEUE).then(self, self._on_answer, slot="test")
        task.refused(self._on_silence).troubled(self._on_silence).ended(lambda: self.test.setEnabled(True))

    def _on_answer(self, answer: "Answer") -> None:
        self._tell(self.answer, answer.sentence, "good" if answer.sound and not answer.compare else "warn")
        self._trusted = answer.fingerprint
        self.fingerprint.setText(in_lines(answer.fingerprint))
        self.fingerprint.setVisible(answer.compare)

    def _on_silence(self, problem: "UserError | OutsideError") -> None:
        self._tell(self.answer, str(problem), "warn")

    def _forget_answer(self, _typed: str) -> None:
        self._trusted = ""
        self.fingerprint.hide()
        self.answer.hide()

    def _join(self) -> None:
        """The fingerprint that was shown is the one trusted from now on."""
        from app.exchanging import Joining, join_office  # noqa: PLC0415 - only for who has an office

        if not self.join.isEnabled():
            return
        typed = {key: field.text() for key, field in self.fields.items()}
        wanted = Joining(**typed, fingerprint=self._trusted)
        workspace: Any = self._ctx.doors  # the doors of a window are a workspace's
        self.join.setEnabled(False)
        self._tell(self.told, _("Keeping a copy and joining …"), "dim")
        task = self._ctx.tasks.aside(lambda: join_office(workspace, wanted), queue=_QUEUE)
        task.then(self, self.joined.emit, slot="join").ended(lambda: self.join.setEnabled(True))
        task.refused(self._on_refused).troubled(self._on_refused)

    def _on_refused(self, problem: "UserError | OutsideError") -> None:
        self._tell(self.told, str(problem), "bad")
        field = self.fields.get(getattr(problem, "field", "") or "")
        if field is not None:
            field.setFocus()

    def _tell(self, place: Any, sentence: str, tone: str) -> None:
        place.setText(sentence)
        place.setProperty("tone", tone)
        place.style().polish(place)
        place.show()


def in_lines(fingerprint: str) -> str:
    """A fingerprint in two lines: it has no place to break at, and whoever compares it wants to see all of it."""
    pairs = fingerprint.split(":")
    half = (len(pairs) + 1) // 2
    return "\n".join(":".join(part) for part in (pairs[:half], pairs[half:]) if part)
