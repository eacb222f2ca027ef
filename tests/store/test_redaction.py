from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.consultations.model import Answer, SignOff
from bot.decisions.archive import write_zip
from bot.decisions.changes import Edit
from bot.decisions.errors import NothingToRedactError, NotYoursToRedactError, TooShortToRedactError
from bot.decisions.export import csv_lines, json_lines
from bot.decisions.madr import madr
from bot.decisions.model import AnsweredQuestion, DecisionEvent, KeptSignOff
from bot.decisions.service import Decisions
from bot.mistakes import Mistake
from bot.store.redaction import REDACTED, erased
from bot.store.sqlite import SqliteStore
from bot.workspaces.model import Person
from tests.store.build import ANA, NOON, begin, listed, record, snapshot

SECRET = "hunter2"
RECORDER, DECIDER = Person("T1", "U1"), Person("T1", "U2")
ASK_ONE = "can remove a text from it; ask one of them."
ADMIN = Person("T1", "U9", is_admin=True)


@pytest.fixture
def log(store: SqliteStore) -> Decisions:
    """A decision with a secret wherever somebody can type one."""
    said = f"it is Hunter2, {SECRET.upper()}"
    consultation = begin(
        store,
        brief=said,
        answers={
            "admin": Answer(option="needed", by="U1", at=NOON, origin="brief", evidence=said),
        },
        sign_offs=(SignOff(user="U2", agrees=False, concern=said, at=NOON),),
    )
    record(
        store,
        title=f"Use {SECRET}",
        rationale=said,
        why_not=said,
        consequences=said,
        consultation=consultation.id,
        snapshot=snapshot(
            brief=said,
            answers=(
                AnsweredQuestion(
                    question="admin",
                    name="Admin",
                    ask="?",
                    option="needed",
                    label="Yes",
                    by="U1",
                    read_from=said,
                ),
            ),
            sign_offs=(KeptSignOff(user="U2", agrees=False, concern=said),),
        ),
    )
    decisions = Decisions(store, lambda: NOON)
    fields = {"consequences": "", "deciders": ("U1", "U2"), "review_on": date(2027, 5, 21)}
    decisions.edit(ANA, RECORDER, 1, Edit(title=f"Never {SECRET}", rationale=said, **fields))  # type: ignore[arg-type]  # named
    decisions.set_status(ANA, RECORDER, 1, "deprecated", said)
    return decisions


def test_a_redacted_text_is_gone_from_everything_that_is_read(log: Decisions, store: SqliteStore) -> None:
    log.redact(ANA, RECORDER, 1, SECRET)
    consultation = store.consultation("T1", 1)
    shown = [
        log.get(ANA, 1),
        *log.history(ANA, 1),
        consultation,
        *json_lines("T1", log.whole_log(ANA)),
        *csv_lines(log.whole_log(ANA)),
        *(madr(one.decision, one.history) for one in log.whole_log(ANA)),
    ]
    assert [text for text in map(str, shown) if SECRET in text.lower()] == []
    assert listed(store, text=SECRET) == []


def test_a_redacted_text_leaves_no_trace_in_the_files_of_the_database(log: Decisions, path: Path) -> None:
    assert SECRET.encode() in _bytes(path).lower()
    log.redact(ANA, RECORDER, 1, SECRET)
    assert SECRET.encode() not in _bytes(path).lower()


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_the_rest_of_what_was_typed_stays_and_is_found(log: Decisions, store: SqliteStore) -> None:
    after = log.redact(ANA, RECORDER, 1, SECRET)
    assert (after.title, after.rationale) == ("Never [redacted]", "it is [redacted], [redacted]")
    assert after == log.get(ANA, 1)
    assert listed(store, text="never redacted") == [1]


def test_the_history_says_that_something_was_redacted_and_not_what(log: Decisions) -> None:
    log.redact(ANA, ADMIN, 1, SECRET)
    assert log.history(ANA, 1)[-1] == DecisionEvent(at=NOON, by="U9", what="redacted", revision=4)
    title = next(event for event in log.history(ANA, 1) if event.what == "title")
    assert (title.before, title.after) == ("Use [redacted]", "Never [redacted]")


def test_the_messages_of_the_consultation_are_drawn_again(log: Decisions, store: SqliteStore) -> None:
    before = store.consultation("T1", 1)
    assert before is not None
    store.set_revision_shown(1, before.revision)
    assert store.lagging(NOON) == []
    log.redact(ANA, RECORDER, 1, SECRET)
    assert store.lagging(NOON) == [1]


def test_nobody_undoes_a_redaction(log: Decisions) -> None:
    log.redact(ANA, RECORDER, 1, SECRET)
    assert not log.may_undo(ANA, RECORDER, 1)


def test_what_the_knowledge_base_said_stays(log: Decisions) -> None:
    with pytest.raises(NothingToRedactError):
        log.redact(ANA, RECORDER, 1, "generated")


@pytest.mark.parametrize(
    ("person", "text", "kind", "said"),
    [
        (
            DECIDER,
            SECRET,
            NotYoursToRedactError,
            f"Only <@U1>, who recorded decision 1, and workspace admins {ASK_ONE}",
        ),
        (
            RECORDER,
            " it ",
            TooShortToRedactError,
            "Give at least 3 characters to remove; less would take other words apart.",
        ),
        (
            RECORDER,
            "swordfish",
            NothingToRedactError,
            "That text does not stand in decision 1; give it exactly as it is written.",
        ),
    ],
    ids=["not theirs", "too short", "not there"],
)
def test_a_redaction_that_cannot_be_is_refused(
    log: Decisions, person: Person, text: str, kind: type[Mistake], said: str
) -> None:
    before = log.get(ANA, 1), log.history(ANA, 1)
    with pytest.raises(kind) as refused:
        log.redact(ANA, person, 1, text)
    assert str(refused.value) == said
    assert (log.get(ANA, 1), log.history(ANA, 1)) == before


def test_other_decisions_keep_the_text(log: Decisions, store: SqliteStore) -> None:
    record(store, title=f"Another {SECRET}")
    log.redact(ANA, RECORDER, 1, SECRET)
    assert listed(store, text=SECRET) == [2]


def test_a_zip_that_is_made_later_does_not_hold_it(log: Decisions, tmp_path: Path) -> None:
    log.redact(ANA, RECORDER, 1, SECRET)
    with (tmp_path / "log.zip").open("wb") as target:
        assert write_zip(target, "T1", lambda: log.whole_log(ANA)) == 1


def test_why_one_supersedes_another_is_gone_from_the_history(log: Decisions, store: SqliteStore) -> None:
    record(store)
    log.supersede(ANA, RECORDER, 1, 2, f"leaked {SECRET}")
    log.set_status(ANA, RECORDER, 1, "accepted", f"not {SECRET}")
    log.redact(ANA, RECORDER, 1, SECRET)
    reasons = [event.why for event in log.history(ANA, 1)]
    assert ("leaked [redacted]" in reasons, "not [redacted]" in reasons) == (True, True)


def test_what_else_was_typed_about_a_linked_decision_stays(log: Decisions, store: SqliteStore) -> None:
    record(store, title=f"Another {SECRET}")
    log.supersede(ANA, RECORDER, 1, 2)
    log.redact(ANA, RECORDER, 1, SECRET)
    assert listed(store, text=SECRET) == [2]


@pytest.mark.parametrize(
    ("text", "typed", "left", "places"),
    [
        ("redacted", "it is [redacted]", "it is [redacted]", 0),
        ("dact", "a redaction of [redacted]", "a re[redacted]ion of [redacted]", 1),
        ("[redacted]", "it is [redacted]", "it is [redacted]", 0),
        ("d][r", "[redacted][redacted]", "[redacted][redacted]", 0),
        ("is [redacted] and", "it is [redacted] and old", "it [redacted] old", 1),
        ("is [red", "it is [redacted] and old", "it [redacted] and old", 1),
        ("acted] and", "it is [redacted] and old", "it is [redacted] old", 1),
        ("x[redacted]", "x[redacted][redacted]x", "[redacted]x", 1),
        ("aba", "ababa c", "[redacted] c", 1),
        ("Secret", "SECRETsecret", "[redacted][redacted]", 2),
    ],
)
def test_what_was_redacted_before_stays_whole(text: str, typed: str, left: str, places: int) -> None:
    assert erased(text, typed) == (left, places)


_PIECES = st.sampled_from(["a", "b", "A", " ", "[", "]", "red", "acted", "dact", REDACTED])
_TYPED = st.lists(_PIECES, max_size=12).map("".join)


@given(text=_TYPED, typed=_TYPED)
def test_what_stands_between_marks_was_typed_and_is_not_the_text(text: str, typed: str) -> None:
    assume(text)
    left, places = erased(text, typed)
    between = left.split(REDACTED)
    assert [piece for piece in between if text.lower() in piece.lower()] == []
    rest = iter(typed.replace(REDACTED, ""))
    assert all(letter in rest for letter in "".join(between))
    assert (left == typed) == (places == 0)


@given(text=st.sampled_from(["redacted", "dact", "[red", "acted]", REDACTED]), typed=_TYPED)
def test_redacting_once_more_what_lies_within_the_mark_changes_nothing(text: str, typed: str) -> None:
    left, _ = erased(text, typed)
    assert erased(text, left) == (left, 0)


def test_a_second_redaction_leaves_the_first_as_it_was(log: Decisions) -> None:
    log.redact(ANA, RECORDER, 1, SECRET)
    with pytest.raises(NothingToRedactError):
        log.redact(ANA, RECORDER, 1, "redacted")
    after = log.redact(ANA, RECORDER, 1, "it is [redacted]")
    assert (after.title, after.rationale) == ("Never [redacted]", "[redacted], [redacted]")
