"""Step lines, and programs run under them."""

import os
import sys
from pathlib import Path

import pytest

from installer import __main__ as entrance
from installer import steps
from installer.steps import StepFailedError, Steps


def test_a_step_is_announced_numbered_and_timed(capsys: pytest.CaptureFixture[str]) -> None:
    run = Steps()

    with run.step("Types") as note:
        note("12 files")
    run.finish()

    first, second, third, last = capsys.readouterr().out.splitlines()
    assert first == "[1] Types"
    assert second == "    12 files"
    assert third.startswith("    done in ")
    assert last.startswith("All 1 steps done in ")


def test_a_failing_step_gives_its_own_exit_code_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(run: Steps) -> int:
        with run.step("Types"):
            raise StepFailedError("mypy found something.", 3)

    monkeypatch.setitem(entrance.VERBS, "check", ("", fails))

    code = entrance.main(["check"])

    answer = capsys.readouterr()
    assert code == 3
    assert answer.err == "installer: mypy found something.\n"
    assert "failed after" in answer.out


def test_a_failure_never_passes_for_done() -> None:
    assert StepFailedError("killed", 0).code == 1


def test_an_unknown_verb_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as end:
        entrance.main(["fly"])

    assert end.value.code == 2


def test_a_program_that_hangs_is_stopped_and_said_to_be() -> None:
    with pytest.raises(StepFailedError, match="did not end within"):
        steps.shown([sys.executable, "-c", "import time; time.sleep(60)"], "pytest", limit=0.2)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere there is no gentler end")
def test_what_takes_too_long_may_still_say_what_it_found(tmp_path: Path) -> None:
    said = tmp_path / "said"
    program = f"""
import time
try:
    time.sleep(60)
except KeyboardInterrupt:
    open({str(said)!r}, "w").write("one failed")
"""

    with pytest.raises(StepFailedError, match="did not end"):
        steps.shown([sys.executable, "-c", program], "pytest", limit=2)

    assert said.read_text() == "one failed"


def test_a_talkative_program_is_kept_in_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "LOGS", tmp_path / "logs")
    seen: list[str] = []

    code, answer = steps.logged([sys.executable, "-c", "print('one'); print('two'); exit(4)"], "pip", echo=seen.append)

    assert (code, answer, seen) == (4, "one\ntwo\n", ["one", "two"])
    assert (tmp_path / "logs" / "pip.log").read_text(encoding="utf-8") == answer


def test_a_program_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "LOGS", tmp_path / "logs")

    with pytest.raises(StepFailedError, match="no-such-program could not be started"):
        steps.logged(["no-such-program"], "nothing")
