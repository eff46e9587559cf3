"""The requisites of a company: sets of legal particulars and their accounts; a doubt about a number stands beside it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.views.companies import AccountView, CompanyCard, RequisiteHint, RequisitesView
from resources.i18n import N_, _
from ui.context import UiContext
from ui.theme import metrics
from ui.theme.icons import icon
from ui.widgets.buttons import button
from ui.widgets.fact_grid import FactGrid
from ui.widgets.facts import Fact, FactRow
from ui.widgets.group import Group
from ui.widgets.pill import Pill
from ui.widgets.words import ElidedWords, words

if TYPE_CHECKING:
    from ui.tasks import Task

FORMS = {
    "organisation": N_("Organisation"),
    "entrepreneur": N_("Individual entrepreneur"),
    "person": N_("Natural person"),
}
ALWAYS = ("inn", "kpp", "ogrn")
ACCOUNT = (
    ("account", N_("Account")),
    ("bic", N_("BIC")),
    ("bank", N_("Bank")),
    ("correspondent_account", N_("Corr. account")),
)


class RequisitesGroup(Group):
    """All sets of a company."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(_("Requisites"), _("Set of requisites"), self._add_set)
        self._ctx = ctx
        self._card: CompanyCard | None = None
        self._sets: list[RequisitesSet] | None = None
        self._open = False  # as it was left, whatever company is shown

    def show_card(self, card: CompanyCard) -> None:
        """Show the sets; one that is there already is only told what is new."""
        self._card = card
        shapes = [one.shape for one in self._sets] if self._sets is not None else None
        if self._sets is not None and shapes == [shape_of(one) for one in card.requisites]:
            for shown, view in zip(self._sets, card.requisites, strict=True):
                shown.show_set(view)
            return
        several = len(card.requisites) > 1
        self._sets = [RequisitesSet(self._ctx, one, several=several) for one in card.requisites]
        for one in self._sets:
            one.fold.clicked.connect(lambda: self.unfold(unfolded=not self._open))
        self.unfold(unfolded=self._open)
        self.show_rows(self._sets, _("None yet."))

    def sets(self) -> Sequence["RequisitesSet"]:
        """What is shown."""
        return tuple(self._sets or ())

    def unfold(self, *, unfolded: bool) -> None:
        """Show the particulars of all sets, or a line for each."""
        self._open = unfolded
        for one in self._sets or ():
            one.unfold(unfolded=unfolded)

    def _add_set(self, anchor: QPushButton) -> None:
        from app.services.companies import add_requisites  # noqa: PLC0415 - heavy: after the first paint

        del anchor
        if self._card is not None:
            self.unfold(unfolded=True)
            self._ctx.do(add_requisites, self._card.id, {"legal_name": self._card.full_name or self._card.name})


def shape_of(view: RequisitesView) -> tuple[object, ...]:
    """What must be built anew when it changes."""
    return view.id, view.form, view.primary, tuple((one.id, one.primary) for one in view.accounts)


class RequisitesSet(QWidget):
    """One set: its form and menu, the particulars at the left, the accounts at the right."""

    def __init__(self, ctx: UiContext, view: RequisitesView, *, several: bool) -> None:
        super().__init__()
        self._ctx, self._view, self._several = ctx, view, several
        self.shape = shape_of(view)
        self.grid = FactGrid(self._offer, shares=(4, 5))  # an account has twenty digits
        self.form = button(_(FORMS.get(view.form, view.form)), self._open_forms, kind="chip")
        self.form.setCheckable(False)
        self.summary = ElidedWords("", "body")
        self.doubtful = Pill(_("check the numbers"), "warn")
        self.fold = button("", kind="quiet", picture="chevron-down", hint=_("Show the particulars"))
        self.more = button("", self._open_menu, kind="quiet", picture="dots")
        self.more.setAccessibleName(_("What can be done with these requisites"))
        top = QHBoxLayout()
        top.setSpacing(metrics.GRID)
        top.addWidget(self.form)
        if several and view.primary:
            top.addWidget(words(_("primary"), "small", "dim"))
        top.addWidget(self.summary, 1)
        top.addWidget(self.doubtful)
        top.addWidget(self.fold)
        top.addWidget(self.more)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(metrics.GRID)
        down.addLayout(top)
        down.addWidget(self.grid)
        self._show(same=False)

    def show_set(self, view: RequisitesView) -> None:
        """Take newer values."""
        self._view = view
        self._show(same=True)

    def unfold(self, *, unfolded: bool) -> None:
        """Show the particulars, or only whose they are."""
        self.grid.setVisible(unfolded)
        self.fold.setIcon(icon("chevron-down" if unfolded else "chevron-right", "dim"))
        self.fold.setToolTip(_("Fold the particulars") if unfolded else _("Show the particulars"))
        self._tell()

    def row(self, name: str) -> FactRow:
        """The line of a particular; of an account "<id> <name>"."""
        return self.grid.row(name)

    def _show(self, *, same: bool) -> None:
        view = self._view
        accounts = [fact for account in view.accounts for fact in self._account_facts(account)]
        self.grid.show_facts(self._particulars(), accounts, same=same)
        for name in (*ALWAYS, "okpo"):
            if name in self.grid.shown():
                self._watch(self.grid.row(name), name)
        for account in view.accounts:
            for name, _label in ACCOUNT:
                if f"{account.id} {name}" in self.grid.shown():
                    self._watch(self.grid.row(f"{account.id} {name}"), name, account)

        self._tell()

    def _tell(self) -> None:
        """The line that stands for the set while it is folded."""
        view, folded = self._view, not self.grid.isVisibleTo(self)
        numbers = {name: (label, value) for name, label, value in view.fields}
        label, value = numbers.get("inn", ("", ""))
        parts = (view.legal_name, f"{label}\u00a0{value}" if value else "")
        self.summary.setText(" · ".join(part for part in parts if part) if folded else "")
        doubts = (*view.hints, *(hint for account in view.accounts for hint in account.hints))
        self.doubtful.setVisible(folded and bool(doubts))

    def _particulars(self) -> list[Fact]:
        view = self._view
        wanted = [(name, label, value) for name, label, value in view.fields if value or self._is_always(name)]
        facts = [self._fact("legal_name", _("Legal name"), view.legal_name)]
        return facts + [self._fact(name, label, value) for name, label, value in wanted]

    def _is_always(self, name: str) -> bool:
        return name in ALWAYS and (name != "kpp" or self._view.form == "organisation")

    def _fact(self, name: str, label: str, value: str) -> Fact:
        def save(typed: str) -> "Task[Any]":
            from app.services.companies import edit_requisites  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(edit_requisites, self._view.id, {name: typed})

        return Fact(name, label, value, value, save, _doubt(self._view.hints, name))

    def _account_facts(self, account: AccountView) -> list[Fact]:
        def save(name: str, typed: str) -> "Task[Any]":
            from app.services.companies import edit_bank_account  # noqa: PLC0415 - heavy: after the first paint

            return self._ctx.do(edit_bank_account, account.id, {name: typed})

        return [
            Fact(f"{account.id} {name}", _(label), getattr(account, name), getattr(account, name), partial(save, name),
                 _doubt(account.hints, name))
            for name, label in ACCOUNT
        ]  # fmt: skip

    def _watch(self, row: FactRow, name: str, account: AccountView | None = None) -> None:
        """Say the doubt while the number is typed."""
        if row.property("watched"):
            return
        row.setProperty("watched", True)  # noqa: FBT003 - a property's value
        row.field.setPlaceholderText("—")

        def judge(typed: str) -> None:
            from app.services.companies import requisite_hints  # noqa: PLC0415 - heavy: after the first paint

            beside = {"bic": account.bic} if account is not None and name != "bic" else {}
            row.show_hint(_doubt(requisite_hints({**beside, name: typed}), name))

        row.field.textEdited.connect(judge)

    def _offer(self, menu: QMenu) -> None:
        menu.addAction(_("Bank account"), self._add_account)
        menu.addSeparator()
        for name, label, value in self._view.fields:
            if not value and not self._is_always(name):
                menu.addAction(label, partial(self._begin, name, label))

    def _begin(self, name: str, label: str) -> None:
        self.grid.begin(self._fact(name, label, ""), self.grid.left)

    def _open_forms(self) -> None:
        menu = QMenu(self)
        for form, title in FORMS.items():
            menu.addAction(_(title), partial(self._edit, {"form": form}))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.form.mapToGlobal(self.form.rect().bottomLeft()))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(_("Add a bank account"), self._add_account)
        for account in self._view.accounts:
            title = _("Remove the account {number}").format(number=account.account or account.bank or "—")
            menu.addAction(title, partial(self._remove_account, account))
        menu.addSeparator()
        if self._several and not self._view.primary:
            menu.addAction(_("Make it the primary set"), partial(self._edit, {"is_primary": "1"}))
        menu.addAction(_("Remove the set"), self._remove)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _edit(self, edits: dict[str, object]) -> None:
        from app.services.companies import edit_requisites  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(edit_requisites, self._view.id, edits)

    def _add_account(self) -> None:
        from app.services.companies import add_bank_account  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(add_bank_account, self._view.id, {})

    def _remove_account(self, account: AccountView) -> None:
        from app.services.companies import remove_bank_account  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(remove_bank_account, account.id)

    def _remove(self) -> None:
        from app.services.companies import remove_requisites  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(remove_requisites, self._view.id)


def _doubt(hints: Sequence[RequisiteHint], name: str) -> str:
    return next((hint.message for hint in hints if hint.field == name), "")
