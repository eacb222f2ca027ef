from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.madr import file_name, madr, mark
from bot.decisions.model import DecisionEvent, RankedCandidate, Snapshot
from tests.decisions.reading_markdown import headings, kinds, typed
from tests.store.build import NOON, decision, snapshot

HISTORY = [
    DecisionEvent(at=NOON, by="U1", what="recorded", after="accepted"),
    DecisionEvent(
        at=NOON + timedelta(days=30),
        by="U2",
        what="status",
        before="accepted",
        after="deprecated",
        why="Too slow.",
        revision=2,
    ),
    DecisionEvent(
        at=NOON + timedelta(days=30),
        by="U2",
        what="status",
        before="deprecated",
        after="accepted",
        revision=3,
        is_undo=True,
    ),
]

WHOLE = """\
---
status: "superseded by decision 14"
date: 2026-12-21
decision-makers: ["U1", "U2"]
consulted: ["U2"]
---

# Django for the ops tool

## Context and Problem Statement

Which Python web framework?

> internal tool

## Decision Drivers

* Admin: Yes, from the start (read from “ops staff”)

## Considered Options

* Django: 12 points
* Flask: ruled out

## Decision Outcome

Chosen option: "Flask", because:

We know it.

The advice was "Django"; it was not followed, because:

It is large.

### Consequences

\\- We write screens.

* Bad, because It is large.

### Confirmation

Said of the advice, "Django":

* U2 had a concern: Too large

## Pros and Cons of the Options

### Django

* Good, because Screens are generated. (+12) [guide]

## More Information

* Decision 12, recorded by U1 in C1 on 2026-11-21
* Review: 2027-05-21
* Supersedes decisions 3 and 7
* Superseded by decision 14
* Settled.
* Stay.
* [Thread](<https://example.org/p1>)
* Knowledge version abc

Sources:

* guide: [A guide](<https://example.org/guide>)

History:

* 2026-11-21, U1: recorded “accepted”
* 2026-12-21, U2: status “accepted” to “deprecated”, because: Too slow.
* 2026-12-21, U2: status “deprecated” to “accepted” (undone)

<!-- framework-advisor decision T1/12 -->
"""
WHOLE_BODY = WHOLE.partition("\n---\n")[2]


def whole(**more: Any) -> str:
    ranking = (
        RankedCandidate(candidate="django", name="Django", points=12, ruled_out=False),
        RankedCandidate(candidate="flask", name="Flask", points=3, ruled_out=True),
    )
    fields = {
        "title": "Django for the ops tool",
        "chosen": "flask",
        "chosen_name": "Flask",
        "rationale": "We know it.",
        "why_not": "It is large.",
        "consequences": "- We write screens.",
        "status": "superseded",
        "supersedes": (3, 7),
        "superseded_by": 14,
        "permalink": "https://example.org/p1",
        "snapshot": snapshot(ranking=ranking),
        **more,
    }
    return madr(decision(12, **fields), HISTORY)


def test_a_decision_is_a_file_in_the_form_of_madr() -> None:
    assert whole() == WHOLE


def test_a_decision_made_elsewhere_has_only_what_is_known() -> None:
    logged = decision(
        7,
        title="Flask",
        chosen_name="Flask",
        recommended=None,
        recommended_name="",
        rationale="",
        review_on=None,
        deciders=(),
        snapshot=Snapshot(),
    )
    assert (
        madr(logged, [])
        == """\
---
status: "accepted"
date: 2026-11-21
decision-makers: []
---

# Flask

## Context and Problem Statement

Which Python web framework?

## Considered Options

* Flask

## Decision Outcome

Chosen option: "Flask".

## More Information

* Decision 7, recorded by U1 in C1 on 2026-11-21
* Review: none planned

<!-- framework-advisor decision T1/7 -->
"""
    )


def test_the_same_decision_gives_the_same_text() -> None:
    assert whole() == whole()


@given(name=st.text(max_size=50))
def test_no_name_breaks_the_front_matter(name: str) -> None:
    front = madr(decision(), HISTORY, {"U1": name, "U2": name}).removeprefix("---\n").partition("\n---\n")[0]
    assert yaml.safe_load(front)["decision-makers"] == [name, name]


def test_people_and_channels_stand_with_their_names() -> None:
    added = DecisionEvent(at=NOON, by="U2", what="deciders", before="U1", after="U1, U2, U9")
    text = madr(decision(), [*HISTORY, added], {"U1": "Ana", "U2": "Bo", "C1": "#backend"})
    assert 'decision-makers: ["Ana", "Bo"]' in text
    assert "recorded by Ana in #backend on" in text
    assert "* Bo had a concern" in text
    assert ", Bo: status" in text
    assert ", Bo: deciders “Ana” to “Ana, Bo, U9”\n" in text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# Heading", "\\# Heading"),
        ("---", "\\---"),
        ("```\ncode", "\\`\\`\\`\\\ncode"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("- one\n- two", "\\- one\\\n\\- two"),
        ("    not code", "not code"),
        ("a & b", "a &amp; b"),
    ],
)
def test_what_somebody_typed_is_no_heading_rule_code_or_html(typed: str, shown: str) -> None:
    assert f"because:\n\n{shown}\n\n" in whole(rationale=typed)


def test_a_title_stays_in_its_line_and_is_no_link() -> None:
    assert "\n# A \\[link\\](x) \\`y\\` in two lines\n" in whole(title="A [link](x) `y` in\n\ntwo lines")


@given(text=st.text(max_size=200) | typed())
def test_no_text_breaks_the_front_matter_or_the_sections(text: str) -> None:
    shown = whole(
        title=text,
        rationale=text,
        why_not=text,
        consequences=text,
        snapshot=snapshot(brief=text, certainty=text),
    )
    front, _, body = shown.removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(front)["decision-makers"] == ["U1", "U2"]
    assert [level for level, _ in headings(body)] == [level for level, _ in headings(WHOLE_BODY)]
    assert headings(body)[1:] == headings(WHOLE_BODY)[1:]
    assert not {"hr", "fence", "code_block", "table_open", "ordered_list_open"} & {*kinds(body)}
    assert kinds(body).count("html_block") == 1
    assert headings(body)[0] == (1, " ".join(text.split()).replace("\0", "\ufffd"))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Django for the ops tool", "0012-django-for-the-ops-tool.md"),
        ("../../etc/passwd", "0012-etc-passwd.md"),
        ("🎉", "0012.md"),
        ("a_b  C", "0012-a-b-c.md"),
        ("x" * 300, f"0012-{'x' * 60}.md"),
        ("é" * 300, f"0012-{'é' * 30}.md"),
    ],
)
def test_a_file_is_named_by_number_and_title(title: str, name: str) -> None:
    assert file_name(decision(12, title=title)) == name


def test_numbers_of_five_digits_keep_theirs() -> None:
    assert file_name(decision(12345, title="x")) == "12345-x.md"


def test_a_file_bears_the_mark_of_its_workspace() -> None:
    assert mark("T1") in whole()
    assert mark("T2") not in whole()
