"""What goes wrong with an office, in one sentence for a person: sorted here, once."""

from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import OutsideError, UserError
from resources.i18n import N_, _
from sync.protocol.problems import (
    BusyServerError,
    NotSignedInError,
    RevokedError,
    SyncProblemError,
    UnreachableError,
    UntrustedError,
    UpgradeError,
)

_KEPT = N_("Nothing is lost: what was changed here is sent next time.")
_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (UntrustedError, N_("Whoever answers at this address is not the office: its certificate is another one.")),
    (UnreachableError, N_("The office cannot be reached.")),
    (RevokedError, N_("The office no longer accepts this computer.")),
    (NotSignedInError, N_("The office does not know this sign-in.")),
    (UpgradeError, N_("The office needs a newer version of Vizitka.")),
    (BusyServerError, N_("The office is busy. Try again in a minute.")),
    (SyncProblemError, N_("The office refused the exchange: {reason}.")),
)


@contextmanager
def sorted_problems() -> Iterator[None]:
    """Inside the block the office's refusals and silence become sentences.

    Raises:
        OutsideError: the office cannot be reached, is busy, or has shut this computer out; nothing is lost.
        UserError: the sign-in is not right.
    """
    try:
        yield
    except (SyncProblemError, UnreachableError) as problem:
        sentence = next(text for kind, text in _SENTENCES if isinstance(problem, kind))
        reason = str(problem) or getattr(problem, "kind", "")
        if isinstance(problem, NotSignedInError):
            raise UserError(_(sentence)) from problem
        raise OutsideError(_(sentence).format(reason=reason.rstrip(".")), kept=_(_KEPT)) from problem
