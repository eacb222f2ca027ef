import random
import time

from hypothesis import given
from hypothesis import strategies as st

from bot.advice.brief import Reader
from tests.advice.reading_knowledge import SMALL

_SCRAPS = """
    admin panel no not without websocket ops edit records orders 3k users , . ? but or ``` <@U1> flask have
    django \N{RIGHT-TO-LEFT MARK} \N{COMBINING ACUTE ACCENT} 12 two hundred İ ß 'd n't — news
    """
_BITS = st.sampled_from(_SCRAPS.split())
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_BITS, max_size=60).map(" ".join))


@given(_TEXTS)
def test_any_text_is_read_twice_alike_and_every_evidence_stands_in_it(text: str) -> None:
    reader = Reader.of(SMALL)
    readings = reader.read(text)
    assert readings == reader.read(text)
    assert all(reading.evidence and reading.evidence in text for reading in readings)
    assert len({reading.question for reading in readings}) == len(readings)


def _worst(words: list[str], length: int) -> str:
    choose = random.Random(7)  # noqa: S311, not for secrets
    return " ".join(choose.choices(words, k=length))[:5000]


def _seconds(reader: Reader, text: str) -> float:
    started = time.perf_counter()
    reader.read(text)
    return time.perf_counter() - started


def test_five_thousand_hostile_characters_take_no_longer_than_a_moment() -> None:
    reader = Reader.of(SMALL)
    hostile = [
        "admin " * 833,
        "no or " * 833,
        "ops edit records " * 290,
        "```" * 1666,
        "<" * 5000,
        "1 " * 2500,
        "x" * 5000,
        _worst(["ops", "edit", "records", "admin", "panel", "no", "or", "not", "3", "users"], 1200),
    ]
    assert max(_seconds(reader, text) for text in hostile) < 1.0
