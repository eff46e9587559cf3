"""The log: what ran, how long, and what failed, without a word about any client."""

import logging
from pathlib import Path

_LOG = logging.getLogger("vizitka")


def to_file(folder: Path) -> None:
    """Keep the log in `folder`: two files of half a megabyte at the most."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - brings sockets and more: when a file is wanted

    folder.mkdir(parents=True, exist_ok=True)
    keeper = RotatingFileHandler(folder / "vizitka.log", maxBytes=512 * 1024, backupCount=1, encoding="utf-8")
    keeper.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(keeper)
    _LOG.setLevel(logging.INFO)


def ran(name: str, milliseconds: float) -> None:
    """A command or query ran."""
    _LOG.info("%s %.1f ms", name, milliseconds)


def failed(name: str, error: BaseException) -> None:
    """Something broke: where, and which kind of error. Its text may name a client, so it is left out."""
    trace = error.__traceback__
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    _LOG.error("%s failed: %s at %s", name, type(error).__name__, " > ".join(places[-6:]))
