from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.advice.compare import compare as side_by_side
from bot.advice.knowledge import KnowledgeBase
from bot.knowledge_files.loader import load
from bot.slack.blocks.facts import about, compare
from tests.advice.build import framework, knowledge, question, rule
from tests.slack.blocks.scenes import lines, small_knowledge

SHIPPED = Path(__file__).parents[3] / "knowledge"


def claim(says: str, source: str, as_of: str = "") -> dict[str, str]:
    return {"says": says, "source": source, "as_of": as_of}


def base(**django: Any) -> KnowledgeBase:
    return knowledge(
        [question("size", "small", "large")],
        [
            framework("django", **django),
            framework("flask"),
            framework("rest", name="REST framework", extends="django"),
        ],
        [rule("large", {"size": "large"}, gives={"django": "slight"})],
        aspects=[
            {"id": "orm", "name": "Database layer", "about": "Tables."},
            {"id": "admin", "name": "Admin screens", "about": "Screens."},
        ],
        sources=[
            {"id": "guide", "title": "A guide", "url": "https://example.org/guide"},
            {"id": "book", "title": "A book"},
        ],
    )


TWO_SAY_SO = {
    "orm": [claim("included", "guide", "2026-05"), claim("included", "book"), claim("slow", "book")]
}


def test_frameworks_stand_side_by_side_with_who_says_so() -> None:
    known = base(aspects=TWO_SAY_SO)
    assert lines(compare(side_by_side(known, ["django", "flask"]), known)) == [
        "*Django and Flask* · 1 aspect",
        "Aspect | Django | Flask\nDatabase layer | included (guide 2026-05, book); slow (book) | -",
        (
            "_In brackets: who says so, and as of when. "
            "Sources: \u2039<https://example.org/guide|guide>, book\u203a_"
        ),
    ]


def test_what_an_add_on_has_from_what_it_extends_is_told_as_such() -> None:
    known = base(aspects=TWO_SAY_SO)
    assert lines(compare(side_by_side(known, ["flask", "rest"]), known))[1] == (
        "Aspect | Flask | REST framework\n"
        "Database layer | - | Django: included (guide 2026-05, book); slow (book)"
    )


def test_what_an_add_on_has_from_what_stands_beside_it_is_not_said_twice() -> None:
    known = base(aspects=TWO_SAY_SO)
    assert lines(compare(side_by_side(known, ["django", "rest", "flask"]), known))[1] == (
        "Aspect | Django | REST framework | Flask\n"
        "Database layer | included (guide 2026-05, book); slow (book) | see Django | -"
    )


def test_a_comparison_read_aloud_names_every_value() -> None:
    known = small_knowledge()
    assert compare(side_by_side(known, ["django", "fastapi"]), known).text == (
        "*Django and FastAPI* · 1 aspect\n"
        "Database layer: Django: included (guide 2026-05); FastAPI: none (guide 2026-05)"
    )


def test_frameworks_that_do_not_differ_need_no_table() -> None:
    known = base()
    assert lines(compare(side_by_side(known, ["django", "flask"]), known)) == [
        "The sources name nothing in which Django and Flask differ."
    ]


def test_long_values_are_cut_so_that_the_table_fits() -> None:
    claims = [claim("x" * 600, "guide") for _ in range(20)]
    known = base(aspects={"orm": claims, "admin": claims})
    shown = lines(compare(side_by_side(known, ["django", "flask", "rest"] * 6), known))
    assert "xx…" in shown[1]
    assert shown[2].endswith(" Cells that end in … are cut; compare fewer frameworks to see them whole._")


def test_cells_are_as_long_as_the_table_allows() -> None:
    claims = [claim("x" * 600, "guide") for _ in range(2)]
    known = base(aspects={"orm": claims, "admin": claims})
    table = compare(side_by_side(known, ["django", "flask"] * 9), known).blocks[1]
    texts = [cell["text"] for row in table["rows"] for cell in row]
    assert 9_600 < sum(map(len, texts)) <= 9_700


def test_of_two_shipped_frameworks_no_cell_is_cut() -> None:
    known = load([SHIPPED]).knowledge
    for pair in (("django", "fastapi"), ("django", "flask"), ("fastapi", "flask")):
        assert "…" not in lines(compare(side_by_side(known, pair), known))[1]


def test_a_comparison_names_every_source_that_it_rests_on() -> None:
    known = load([SHIPPED]).knowledge
    below = compare(side_by_side(known, ["django", "django-ninja"]), known).blocks[2]["elements"][0]["text"]
    assert below == (
        "In brackets: who says so, and as of when. Sources: \u2039"
        "<https://tomodahinata.com/en/blog/flask-vs-fastapi-vs-django-comparison-guide|tomodahinata>, "
        "interview-qa, calloway, domainindia, three-dominant, "
        "<https://django-ninja.dev/|django-ninja-docs>\u203a"
    )


def test_of_more_sources_than_fit_the_rest_is_counted() -> None:
    sources = [f"{'s' * 53}-{number:03}" for number in range(40)]
    known = knowledge(
        [question("size", "small", "large")],
        [
            framework("django", aspects={"orm": [claim("included", each) for each in sources]}),
            framework("flask"),
        ],
        [rule("large", {"size": "large"}, gives={"django": "slight"})],
        aspects=[{"id": "orm", "name": "Database layer", "about": "Tables."}],
        sources=[{"id": "guide", "title": "A guide"}, *({"id": each, "title": "A page"} for each in sources)],
    )
    below = compare(side_by_side(known, ["django", "flask"]), known).blocks[2]["elements"][0]["text"]
    assert f", {sources[23]}, {sources[24]} and 15 more\u203a" in below


def test_a_framework_by_itself() -> None:
    pitfalls = [{"says": "It starts slowly", "remedy": "Keep one warm", "source": "guide"}]
    companions = [{"name": "Celery", "purpose": "background jobs", "source": "book"}]
    known = base(aspects=TWO_SAY_SO, pitfalls=pitfalls, companions=companions)
    guide = "<https://example.org/guide|guide>"
    message = about(known.framework_by_id["django"], known)
    assert lines(message) == [
        "# Django",
        "django is a framework.",
        f"• *Database layer*: included \u2039{guide} 2026-05, book\u203a; slow \u2039book\u203a",
        f"*Look out for*\n• It starts slowly. Keep one warm. \u2039{guide}\u203a",
        "*Goes with it*\n• Celery: background jobs \u2039book\u203a",
    ]
    assert message.text == "Django: django is a framework."


def test_an_add_on_names_what_it_extends() -> None:
    known = base()
    assert lines(about(known.framework_by_id["rest"], known)) == [
        "# REST framework",
        "rest is a framework. It extends Django.",
    ]


def test_links_give_way_before_words_do() -> None:
    pitfalls = [{"says": f"{number} {'x' * 200}", "source": "guide"} for number in range(35)]
    companions = [{"name": "n" * 20, "purpose": "p" * 20, "source": "guide"} for _ in range(40)]
    known = base(pitfalls=pitfalls, companions=companions)
    message = about(known.framework_by_id["django"], known)
    shown = "\n".join(lines(message))
    assert "example.org" not in shown
    assert f"{'x' * 200}. \u2039guide\u203a" in shown
