"""Queries to test with: one that has everything, and any."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from bot.decisions.model import STATUSES
from bot.decisions.query import FILTERS, Query, plain_words

TODAY = date(2026, 11, 21)
FULL = Query(
    "celery",
    framework="django",
    status="accepted",
    person="U012ABC",
    channel="C012ABC",
    since=date(2026, 1, 1),
    before=date(2026, 7, 1),
    due_by=TODAY,
    overridden=True,
)
PIECES = st.lists(
    st.one_of(st.sampled_from([*FILTERS, *(f"{name}:" for name in FILTERS)]), st.text(max_size=12)),
    max_size=8,
)
"""Of what somebody types: filters, halves of them, and anything else."""
_DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
_PERIODS = st.one_of(
    st.lists(_DAYS, min_size=2, max_size=2, unique=True).map(sorted),
    st.tuples(st.none() | _DAYS, st.none()),
    st.tuples(st.none(), _DAYS),
)
"""Since when, and before when."""
_WORDS = st.one_of(
    st.text(max_size=400), PIECES.map(" ".join), PIECES.map(" ".join).map(lambda text: text * 30)
)


def queries(frameworks: st.SearchStrategy[str]) -> st.SearchStrategy[Query]:
    """Whatever can be looked for, once names are ids."""
    return st.builds(
        lambda period, **others: Query(since=period[0], before=period[1], **others),
        _PERIODS,
        words=_WORDS.map(plain_words),
        framework=st.none() | frameworks,
        status=st.none() | st.sampled_from(STATUSES),
        person=st.none() | st.from_regex(r"[UW][A-Z0-9]{2,12}", fullmatch=True),
        channel=st.none() | st.from_regex(r"[CGD][A-Z0-9]{2,12}", fullmatch=True),
        due_by=st.none() | st.just(TODAY),
        overridden=st.booleans(),
    )
