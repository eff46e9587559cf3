"""The office's states as pictures show them: what takes two people and a server is made up of the workspace's own records."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from resources.i18n import _

if TYPE_CHECKING:
    from app.exchanging import Standing
    from app.views.exchange import ConflictView, ExchangeState, RefusedView, SuggestionView
    from ui.context import Doors
    from ui.dialogs.preferences.office import OfficePage
    from ui.main_window import MainWindow
    from ui.office.entries import Part
    from ui.office.review import Found, ReviewSheet

Act = Callable[["MainWindow"], object]
_URL = "https://192.168.10.4:8437"
_FINGERPRINT = ":".join(f"{byte * 37 % 256:02X}" for byte in range(32))


def forget(window: "MainWindow") -> None:
    """Nothing was made up: the office is what the workspace says again."""
    office = window.office
    if office is not None and office.state is not None:
        office.standing = None
        office.look()


def joined(window: "MainWindow") -> None:
    """Everything is exchanged."""
    _stand(window, _joined(window), _standing(outcome="done", sent=12, received=48))


def exchanging(window: "MainWindow") -> None:
    """A round half way."""
    _stand(window, _joined(window), _standing(running=True, step="pull", done=1_240, total=5_600))


def offline(window: "MainWindow") -> None:
    """The office is out of reach, which is normal."""
    state = replace(_joined(window), waiting=7, last_problem=_("The office cannot be reached."))
    _stand(window, state, _standing(outcome="offline", sentence=state.last_problem))


def smaller(window: "MainWindow") -> None:
    """The office shows far less than before, and there is something to look at."""
    from resources.i18n import ngettext  # noqa: PLC0415 - spoken while shown

    said = ngettext(
        "The server shows {count} record fewer than before. Nothing was changed here, and a copy was made.",
        "The server shows {count} records fewer than before. Nothing was changed here, and a copy was made.",
        412,
    )
    state = replace(_joined(window), to_review=2, refused=1, last_problem=said.format(count=412), clock_off=14)
    _stand(window, state, _standing(outcome="smaller", sentence=state.last_problem))


def left(window: "MainWindow") -> None:
    """One has left and may come back."""
    from app.views.exchange import ExchangeState  # noqa: PLC0415 - heavy: after the first paint

    _stand(window, ExchangeState(joined=False, left=_firm(window)), None)


def answered(window: "MainWindow") -> None:
    """Somebody with a certificate of his own answers at the address."""
    from app.exchanging import Answer  # noqa: PLC0415 - heavy: after the first paint

    said = _("An office answers with a certificate of its own. Compare this fingerprint with the one the server shows:")
    for page in _pages(window):
        if page.joining is not None:
            page.joining.fields["url"].setText(_URL)
            page.joining._on_answer(Answer(said, _FINGERPRINT, sound=True, compare=True))  # noqa: SLF001 - as it would


def conflicts(window: "MainWindow") -> None:
    """Three values two people changed at once."""
    _find(window, (_conflicts(window), _refused(window), _doubles(window)), "conflicts")


def typing(window: "MainWindow") -> None:
    """A third value is typed over a conflict."""
    for sheet in _reviews(window):
        part: Any = sheet.shown
        part.begin_typing()


def refused(window: "MainWindow") -> None:
    """A value the office would not take."""
    _find(window, ((), _refused(window), _doubles(window)), "refused")


def doubles(window: "MainWindow") -> None:
    """Two records that may be one."""
    _find(window, ((), (), _doubles(window)), "doubles")


PREFERENCES: tuple[tuple[str, Act], ...] = (
    ("answered", answered), ("joined", joined), ("exchanging", exchanging), ("offline", offline), ("smaller", smaller),
    ("left", left),
)  # fmt: skip
REVIEWS: tuple[tuple[str, tuple[Act, ...]], ...] = (
    ("conflicts", (conflicts,)), ("typing", (conflicts, typing)), ("refused", (refused,)), ("doubles", (doubles,)),
)  # fmt: skip


def _stand(window: "MainWindow", state: "ExchangeState", standing: "Standing | None") -> None:
    assert window.office is not None
    window.office.state, window.office.standing = state, standing
    window.office.changed.emit()


def _standing(**what: Any) -> "Standing":
    from app.exchanging import Standing  # noqa: PLC0415 - heavy: after the first paint

    return Standing(**what)


def _joined(window: "MainWindow") -> "ExchangeState":
    from app.views.exchange import ExchangeState  # noqa: PLC0415 - heavy: after the first paint

    ctx = window.context()
    assert ctx is not None
    return ExchangeState(
        joined=True, url=_URL, organisation=_firm(window), user_name=_names(window)[-1][1], role="salesperson",
        last_at=ctx.clock() - timedelta(minutes=26), numbers=((_firm(window), 87),),
    )  # fmt: skip


def _conflicts(window: "MainWindow") -> "tuple[ConflictView, ...]":
    from app.records.exchange_values import label_of  # noqa: PLC0415 - heavy: after the first paint
    from app.views.exchange import ConflictView  # noqa: PLC0415 - likewise

    (one, name), (two, other), *_rest = _names(window)
    at = _now(window)
    jobs, wares = [*_jobs(window), "—", "—", "—"], [*_wares(window), "—", "—", "—"]
    values: list[tuple[UUID, str, str, str, str, str, str]] = [
        (one, name, "edit", "job_title", jobs[0], jobs[1], jobs[2]), (one, name, "edit", "interest", wares[0], wares[1], wares[2]),
        (two, other, "removed", "removed_at", "—", _("removed"), "—"),
    ]  # fmt: skip
    return tuple(
        ConflictView(
            f"{place}", what, None, "contact", title, field, label_of("contact", field), before, mine, theirs,
            place != 1, _names(window)[-1][1], at - timedelta(hours=3), at - timedelta(hours=1), record.hex,
        )
        for place, (record, title, what, field, before, mine, theirs) in enumerate(values)
    )  # fmt: skip


def _refused(window: "MainWindow") -> "tuple[RefusedView, ...]":
    from app.records.exchange_values import label_of  # noqa: PLC0415 - heavy: after the first paint
    from app.views.exchange import RefusedView  # noqa: PLC0415 - likewise

    name = _names(window)[0][1]
    at = _now(window) - timedelta(days=1)
    return (RefusedView(at, "contact", name, label_of("contact", "interest"), ", ".join(_wares(window)), "too-large"),)


def _doubles(window: "MainWindow") -> "tuple[SuggestionView, ...]":
    from app.views.exchange import SuggestionView  # noqa: PLC0415 - heavy: after the first paint

    (one, name), (two, other), *_rest = _names(window)
    return (
        SuggestionView("contact", one, two, name, name, "phone"),
        SuggestionView("contact", one, two, name, other, "name"),
    )


def _names(window: "MainWindow") -> "list[tuple[UUID, str]]":
    """People of the workspace; somebody where there is nobody."""
    from app.services.contact_lists import contact_page  # noqa: PLC0415 - heavy: after the first paint

    rows = _doors(window).ask(contact_page, sort="next", limit=3).result().rows
    return [(row.id, row.name) for row in rows] + [(UUID(int=at), _("Somebody else")) for at in range(len(rows), 2)]


def _jobs(window: "MainWindow") -> list[str]:
    """What people of the workspace are by trade, each once."""
    from app.services.contact_lists import contact_page  # noqa: PLC0415 - heavy: after the first paint

    rows = _doors(window).ask(contact_page, sort="next", limit=20).result().rows
    return list(dict.fromkeys(row.job_title for row in rows if row.job_title))


def _wares(window: "MainWindow") -> list[str]:
    """What the firm sells."""
    from app.services.products import products  # noqa: PLC0415 - heavy: after the first paint

    return [row.name for row in _doors(window).ask(products, limit=12).result().rows]


def _firm(window: "MainWindow") -> str:
    from app.services.contact_lists import contact_page  # noqa: PLC0415 - heavy: after the first paint

    rows = _doors(window).ask(contact_page, sort="next", limit=20).result().rows
    return next((row.company for row in rows if row.company), _("Office"))


def _doors(window: "MainWindow") -> "Doors":
    ctx = window.context()
    assert ctx is not None
    return ctx.doors


def _now(window: "MainWindow") -> Any:
    ctx = window.context()
    assert ctx is not None
    return ctx.clock()


def _pages(window: "MainWindow") -> "list[OfficePage]":
    from ui.dialogs.preferences.office import OfficePage  # noqa: PLC0415 - not before it is asked for

    return [page for page in window.findChildren(OfficePage) if page.isVisible()]


def _find(window: "MainWindow", found: "Found", part: "Part") -> None:
    """Answer in the place of the workspace: its own answer, still under way, is the older one and is dropped."""

    def show(sheet: "ReviewSheet", answer: "Found") -> None:
        sheet.show_found(answer)
        sheet.turn_to(part)

    for sheet in _reviews(window):
        window.tasks.aside(lambda: found, queue="review").then(sheet, partial(show, sheet), slot="review")


def _reviews(window: "MainWindow") -> "list[ReviewSheet]":
    from ui.office.review import ReviewSheet  # noqa: PLC0415 - not before it is asked for

    return [sheet for sheet in window.findChildren(ReviewSheet) if sheet.isVisible()]
