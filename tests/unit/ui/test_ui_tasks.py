"""Answers on the GUI thread: replaced questions, gone receivers, sorted failures."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.errors import OutsideError, UserError
from ui.tasks import Tasks


def _failing(error: Exception) -> "Future[None]":
    future: Future[None] = Future()
    future.set_exception(error)
    return future


def test_an_answer_from_another_thread_is_given_on_the_gui_thread(qtbot: QtBot) -> None:
    tasks, receiver, seen = Tasks(), QObject(), []
    with ThreadPoolExecutor(1) as pool:
        tasks.start(lambda: pool.submit(lambda: 42)).then(
            receiver, lambda answer: seen.append((answer, threading.current_thread()))
        )
        qtbot.waitUntil(lambda: bool(seen))

    assert seen == [(42, threading.main_thread())]


def test_an_answer_to_a_replaced_question_is_dropped(qtbot: QtBot) -> None:
    tasks, receiver, seen = Tasks(), QObject(), []
    first: Future[str] = Future()
    second: Future[str] = Future()
    tasks.start(lambda: first).then(receiver, seen.append, slot="card")
    tasks.start(lambda: second).then(receiver, seen.append, slot="card")

    second.set_result("new")
    first.set_result("old")
    qtbot.waitUntil(tasks.is_idle)

    assert seen == ["new"]


def test_an_older_answer_that_comes_first_is_dropped_too(qtbot: QtBot) -> None:
    tasks, receiver, seen = Tasks(), QObject(), []
    first: Future[str] = Future()
    second: Future[str] = Future()
    tasks.start(lambda: first).then(receiver, seen.append, slot="card")
    tasks.start(lambda: second).then(receiver, seen.append, slot="card")

    first.set_result("old")
    second.set_result("new")
    qtbot.waitUntil(tasks.is_idle)

    assert seen == ["new"]


def test_an_answer_to_a_forgotten_question_is_dropped(qtbot: QtBot) -> None:
    tasks, receiver, seen = Tasks(), QObject(), []
    card: Future[str] = Future()
    lists: Future[str] = Future()
    tasks.start(lambda: card).then(receiver, seen.append, slot="card")
    tasks.start(lambda: lists).then(receiver, seen.append, slot="lists")

    tasks.forget(receiver, "card")
    card.set_result("card")
    lists.set_result("lists")
    qtbot.waitUntil(tasks.is_idle)

    assert seen == ["lists"]


def test_what_is_asked_after_forgetting_is_answered(qtbot: QtBot) -> None:
    tasks, receiver, seen = Tasks(), QObject(), []
    first: Future[str] = Future()
    second: Future[str] = Future()
    tasks.start(lambda: first).then(receiver, seen.append, slot="card")
    tasks.forget(receiver, "card")
    tasks.start(lambda: second).then(receiver, seen.append, slot="card")

    second.set_result("new")
    first.set_result("old")
    qtbot.waitUntil(tasks.is_idle)

    assert seen == ["new"]


def test_forgetting_belongs_to_one_asker(qtbot: QtBot) -> None:
    tasks, receiver, other, seen = Tasks(), QObject(), QObject(), []
    future: Future[str] = Future()
    tasks.start(lambda: future).then(receiver, seen.append, slot="card")

    tasks.forget(other, "card")
    future.set_result("card")
    qtbot.waitUntil(tasks.is_idle)

    assert seen == ["card"]


def test_trouble_with_a_forgotten_question_is_told_to_nobody(qtbot: QtBot) -> None:
    tasks, receiver, told = Tasks(), QObject(), []
    future: Future[None] = Future()
    tasks.refused.connect(told.append)
    tasks.troubled.connect(lambda trouble, _again: told.append(trouble))
    task = tasks.start(lambda: future).then(receiver, told.append, slot="card")
    task.refused(told.append).troubled(told.append).ended(lambda: told.append("over"))

    tasks.forget(receiver, "card")
    future.set_exception(OutsideError("The disk is full."))
    qtbot.waitUntil(tasks.is_idle)

    assert told == []


def test_a_forgotten_change_that_failed_is_told_all_the_same(qtbot: QtBot) -> None:
    tasks, receiver, beside, elsewhere = Tasks(), QObject(), [], []
    tasks.refused.connect(lambda refusal: elsewhere.append(str(refusal)))
    future: Future[None] = Future()
    tasks.start(lambda: future, lasting=True).then(receiver, beside.append, slot="edit").refused(beside.append)

    tasks.forget(receiver, "edit")
    future.set_exception(UserError("no"))
    qtbot.waitUntil(tasks.is_idle)

    assert (beside, elsewhere) == ([], ["no"])


def test_an_answer_whose_receiver_is_gone_is_dropped(qtbot: QtBot) -> None:
    tasks, receiver, seen = Tasks(), QObject(), []
    future: Future[str] = Future()
    tasks.start(lambda: future).then(receiver, seen.append)

    shiboken6.delete(receiver)
    future.set_result("late")
    qtbot.waitUntil(tasks.is_idle)

    assert seen == []


def test_a_refusal_goes_to_the_asker_or_to_the_window(qtbot: QtBot) -> None:
    tasks, receiver, beside, elsewhere = Tasks(), QObject(), [], []
    tasks.refused.connect(lambda refusal: elsewhere.append(str(refusal)))

    tasks.start(lambda: _failing(UserError("no"))).then(receiver, print).refused(lambda one: beside.append(str(one)))
    tasks.start(lambda: _failing(UserError("never")))
    qtbot.waitUntil(tasks.is_idle)

    assert (beside, elsewhere) == (["no"], ["never"])


def test_trouble_can_be_tried_again(qtbot: QtBot) -> None:
    tasks, receiver, seen, agains = Tasks(), QObject(), [], []
    futures = [_failing(OutsideError("The disk is full."))]
    tasks.troubled.connect(lambda _trouble, again: agains.append(again))
    task = tasks.start(lambda: futures[-1]).then(receiver, seen.append)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(agains) == 1)

    futures.append(Future())
    futures[-1].set_result(None)
    agains[0]()
    qtbot.waitUntil(lambda: seen == [None])

    assert task.on_answer is not None


def test_a_bug_reaches_the_hook_for_bugs(qtbot: QtBot) -> None:
    tasks = Tasks()

    with capture_exceptions() as caught:
        tasks.start(lambda: _failing(ZeroDivisionError("ours")))
        qtbot.waitUntil(tasks.is_idle)
        qtbot.waitUntil(lambda: len(caught) == 1)

    assert caught[0][0] is ZeroDivisionError


def test_only_a_long_wait_is_admitted(qtbot: QtBot) -> None:
    tasks = Tasks()
    future: Future[int] = Future()

    with qtbot.waitSignal(tasks.busy, check_params_cb=bool):
        tasks.start(lambda: future)
    with qtbot.waitSignal(tasks.busy, check_params_cb=lambda busy: not busy):
        future.set_result(1)
