"""Cells of the grid: how they are drawn, and the editors that tell every key."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.formatting import number
from resources.i18n import _, pgettext
from ui.sections.offers.lines_model import ENTRY, Col, Heading, Line, LinesModel
from ui.sections.offers.thumbs import SIDE
from ui.theme.fonts import Role, elided, font
from ui.theme.palette import colours
from ui.widgets.pill import paint_pill, pill_width
from ui.widgets.suggest import Find, SuggestField, Suggestion

PADDING = 8
STEP = 14  # px: an alternative stands under its line
ONE_LINE = 40  # px: a lower cell has room for one line of text
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down)
_FIGURES = (Col.QUANTITY, Col.PRICE, Col.DISCOUNT, Col.VAT, Col.SUM)

Index = QModelIndex | QPersistentModelIndex


def name_indent(model: LinesModel, line: Line) -> int:
    """How far from its edge a name stands: beside the pictures, an alternative a step further in."""
    return (SIDE + PADDING if model.pictured else 0) + (STEP if line.role == "alternative" else 0)


def role_word(role: str) -> str:
    """What a line is, when it does not count."""
    words = {"option": pgettext("line", "option"), "alternative": pgettext("line", "alternative")}
    return words.get(role, "")


class CellDelegate(QStyledItemDelegate):
    """`typed` at every key, `left` with the text when a cell is done, `chosen` with a product, `dropped` on Esc."""

    typed = Signal(object, int, str)  # entry, column, text
    left = Signal(object, int, str)
    dropped = Signal(object, int, str)  # with the text that stood there before
    chosen = Signal(object, object)  # entry, Suggestion
    finished = Signal(int, object)  # the key that left the cell, the entry

    def __init__(self, view: QTableView, find: Find) -> None:
        super().__init__(view)
        self._view = view
        self._find = find
        self._before = ""
        self._touched = False
        self._entry: Line | Heading | None = None
        self._column = 0
        self.picture: Callable[[str], QPixmap | None] = lambda _digest: None
        self.hovered: Callable[[], int] = lambda: -1  # the row under the pointer shows its grip

    def editing(self) -> Line | Heading | None:
        """The entry whose cell is open."""
        return self._entry

    def before(self) -> str:
        """What stood in the cell that was opened last."""
        return self._before

    def put(self, index: Index, text: str) -> None:
        """Take a text as if it was typed into a cell."""
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._before = str(index.data(Qt.ItemDataRole.EditRole))
            self.left.emit(index.data(ENTRY), index.column(), text)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field over the cell; that of the name finds products."""
        del option
        self._entry, self._column, self._touched = index.data(ENTRY), index.column(), False
        self._before = str(index.data(Qt.ItemDataRole.EditRole))
        if index.column() == Col.NAME and isinstance(self._entry, Line):
            editor: QLineEdit = SuggestField(self._find, parent)
            editor.taken.connect(self._on_taken)  # type: ignore[attr-defined]  # made in the line above
        else:
            editor = QLineEdit(parent)
        editor.setObjectName("cell")
        editor.setFont(font("body", tabular=index.column() in _FIGURES))
        if index.column() in _FIGURES:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(str(self._model().headerData(index.column(), Qt.Orientation.Horizontal)))
        editor.textEdited.connect(self._on_typed)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands there, once: what is typed is not overwritten by the numbers it changes."""
        if isinstance(editor, QLineEdit) and not self._touched:
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The cell is done."""
        del model, index
        if isinstance(editor, QLineEdit) and self._entry is not None:
            entry, text = self._entry, editor.text()
            self._entry = None
            if text != self._before:
                self.left.emit(entry, self._column, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The field covers its cell."""
        del index
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """The keys of a spreadsheet."""
        if event.type() == QEvent.Type.FocusOut and self._entry is None:
            return False  # the cell is done already: it is only being put away
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            return self._on_key(editor, event)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().eventFilter(editor, event)

    def _on_key(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        key = event.key()
        if isinstance(editor, SuggestField) and editor.suggestions():
            taking = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and editor.highlighted() is not None
            if taking or key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape):
                return False
        if key == Qt.Key.Key_Escape:
            self._drop(editor)
            return True
        if key not in _LEAVING or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        entry = self._entry
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.finished.emit(int(key), entry)
        return True

    def _drop(self, editor: QLineEdit) -> None:
        entry, self._entry = self._entry, None
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        if entry is not None and (self._touched or isinstance(entry, Line)):
            self.dropped.emit(entry, self._column, self._before)

    def _on_typed(self, text: str) -> None:
        self._touched = True
        if self._entry is not None:
            self.typed.emit(self._entry, self._column, text)

    def _on_taken(self, suggestion: Suggestion) -> None:
        entry, self._entry = self._entry, None
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        if entry is not None:
            self.chosen.emit(entry, suggestion)
            self.finished.emit(int(Qt.Key.Key_Return), entry)

    def _model(self) -> LinesModel:
        model = self._view.model()
        assert isinstance(model, LinesModel)
        return model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one."""
        place: QRect = option.rect
        entry = index.data(ENTRY)
        current = index == self._view.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, place, option, entry, index.column())
        text = self._model().shown(entry, index.column())
        if isinstance(entry, Heading):
            _words(painter, place, text, "strong", right=index.column() == Col.SUM)
        elif index.column() == Col.NAME:
            room = place.adjusted(name_indent(self._model(), entry), 0, 0, 0)
            self._paint_picture(painter, place, entry)
            _name(painter, room, entry, text, hint=self._model().locked)
        else:
            faint = entry.role in ("option", "alternative") and index.column() in (Col.NUMBER, Col.SUM)
            bad = index.column() in entry.wrong or (index.column() == Col.PRICE and entry.below_floor)
            tone = "bad" if bad else "dim" if faint or index.column() in (Col.NUMBER, Col.UNIT, Col.VAT) else "text"
            role: Role = "medium" if index.column() == Col.SUM and not faint else "body"
            if index.column() == Col.SUM and entry.difference and place.height() > ONE_LINE:
                _words(painter, place.translated(0, 10), _signed(entry.difference), "tiny", "dim", right=True)
                place = place.translated(0, -7)
            _words(painter, place, text, role, tone, right=index.column() in _FIGURES or index.column() == Col.NUMBER)
        if index.column() == Col.NUMBER and entry.id is not None and index.row() == self.hovered():
            paint_grip(painter, place)
        if current:
            _ring(painter, place, focused=self._view.hasFocus())
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: QRect, entry: Line) -> None:
        """The small picture before the name."""
        found = self.picture(entry.picture)
        if found is None:
            return
        size = found.size().scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        left = place.x() + PADDING + (SIDE - size.width()) / 2 + (STEP if entry.role == "alternative" else 0)
        spot = QRectF(left, place.y() + (place.height() - 1 - size.height()) / 2, size.width(), size.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(spot, found, QRectF(found.rect()))

    def _ground(
        self, painter: QPainter, place: QRect, option: QStyleOptionViewItem, entry: Line | Heading, column: int
    ) -> None:
        palette = colours()
        state: QStyle.StateFlag = option.state
        if isinstance(entry, Line) and column in entry.wrong:
            painter.fillRect(place, QColor(palette.bad_soft))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(palette.sel))
        elif isinstance(entry, Heading):
            painter.fillRect(place, QColor(palette.bg))
        painter.fillRect(place.x(), place.bottom(), place.width(), 1, QColor(palette.line))


def paint_grip(painter: QPainter, place: QRect) -> None:
    """Six dots by which a row is taken and dragged."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().faint))
    for at in range(6):
        painter.drawEllipse(QRectF(place.x() + 4 + at % 2 * 4, place.center().y() - 5 + at // 2 * 4, 2, 2))


def _signed(amount: Decimal) -> str:
    return f"+{number(amount)}" if amount > 0 else number(amount)


def _name(painter: QPainter, place: QRect, line: Line, text: str, *, hint: bool) -> None:
    room = place.adjusted(PADDING, 0, -PADDING, -1)
    word = role_word(line.role)
    tall = room.height() > ONE_LINE
    if word and not tall:
        wide = round(pill_width(word, "neutral") + 0.5)
        pill = QRectF(room.right() - wide, room.center().y() - 10, wide, 20)
        paint_pill(painter, pill, word, "neutral")
        room.setRight(room.right() - wide - PADDING)
    if not text and line.is_blank() and not hint:
        painter.setPen(QColor(colours().dim))
        painter.setFont(font())
        painter.drawText(room, _LEFT, elided(_("Product, code or free text"), "body", room.width()))
        return
    tone = colours().bad if Col.NAME in line.wrong else colours().text
    painter.setPen(QColor(tone))
    painter.setFont(font())
    if not (line.description or (word and tall)):
        two = tall and painter.fontMetrics().horizontalAdvance(text) > room.width()
        wrapped = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        shown = elided(text, "body", room.width() * 2 - 40) if two else elided(text, "body", room.width())
        painter.drawText(room, wrapped if two else _LEFT, shown)
        return
    upper = QRect(room.x(), room.center().y() - 18, room.width(), 19)
    painter.drawText(upper, _LEFT, elided(text, "body", room.width()))
    painter.setPen(QColor(colours().dim))
    painter.setFont(font("small"))
    lower = upper.translated(0, 18)
    if word and tall:
        wide = round(pill_width(word, "neutral") + 0.5)
        paint_pill(painter, QRectF(lower.x(), lower.y() + 1, wide, 18), word, "neutral")
        lower.setLeft(lower.x() + wide + PADDING)
        painter.setPen(QColor(colours().dim))
        painter.setFont(font("small"))
    painter.drawText(lower, _LEFT, elided(line.description.replace("\n", " "), "small", lower.width()))


def _words(painter: QPainter, place: QRect, text: str, role: Role, tone: str = "text", *, right: bool = False) -> None:
    painter.setPen(QColor(getattr(colours(), tone)))
    painter.setFont(font(role, tabular=right))
    room = place.adjusted(PADDING, 0, -PADDING, -1)
    shown = text if right else elided(text, role, room.width())
    painter.drawText(room, _RIGHT if right else _LEFT, shown)


def _ring(painter: QPainter, place: QRect, *, focused: bool) -> None:
    colour = colours().accent if focused else colours().edge
    painter.setPen(QPen(QColor(colour), 2 if focused else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -2), 4, 4)
