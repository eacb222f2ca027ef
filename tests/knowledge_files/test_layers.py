"""A team's own folder laid over the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.advice.questions import Condition
from bot.knowledge_files.loader import Loaded, load
from tests.knowledge_files.conftest import Problems, Write


@pytest.fixture
def house(knowledge: Path) -> Path:
    return knowledge.parent / "house"


def _load(knowledge: Path) -> Loaded:
    return load([knowledge, knowledge.parent / "house"])


def test_three_lines_forbid_a_framework(knowledge: Path, write: Write) -> None:
    write(
        "house/rules/ours.yaml",
        """\
        - id: no-django-here
          rules_out: [django]
          because: We do not run Django here.
        """,
    )
    rule = _load(knowledge).knowledge.rules[-1]
    assert (rule.id, rule.when, rule.sources) == ("no-django-here", Condition(), ("house",))


def test_what_the_house_says_has_the_house_as_its_source(knowledge: Path, write: Write) -> None:
    write("house/rules/ours.yaml", "- {id: x, rules_out: [django], because: y}\n")
    assert _load(knowledge).knowledge.source_by_id["house"].title == "Our own rules"


def test_the_house_may_describe_itself_as_a_source(knowledge: Path, write: Write) -> None:
    write("house/sources.yaml", "- {id: house, title: The platform team's guide}\n")
    assert _load(knowledge).knowledge.source_by_id["house"].title == "The platform team's guide"


def test_the_shipped_folder_may_not_leave_out_sources(write: Write, problems: Problems) -> None:
    write("rules/more.yaml", "- {id: x, when: {}, rules_out: [django], because: y}\n")
    assert problems() == ["knowledge/rules/more.yaml:1: rules > x: sources is missing"]


def test_phrases_are_added_to_an_option(knowledge: Path, write: Write) -> None:
    write("house/questions.yaml", "- {adds_to: admin, options: [{id: needed, phrases: [the cockpit]}]}\n")
    loaded = _load(knowledge)
    option = loaded.knowledge.question_by_id["admin"].option("needed")
    assert option is not None
    assert option.phrases == ("{staff} panel", "the cockpit")
    assert [question.id for question in loaded.knowledge.questions] == ["admin", "api"]


def test_an_option_is_added_to_a_question(knowledge: Path, write: Write) -> None:
    write("house/questions.yaml", "- {adds_to: admin, options: [{id: later, label: Later}]}\n")
    options = _load(knowledge).knowledge.question_by_id["admin"].options
    assert [option.id for option in options] == ["needed", "none", "later"]


def test_words_are_added_to_a_word_class(knowledge: Path, write: Write) -> None:
    write("house/words.yaml", "- {adds_to: staff, words: [dispatchers]}\n")
    assert _load(knowledge).knowledge.words[0].words == ("ops", "admins", "dispatchers")


def test_claims_are_added_to_a_framework(knowledge: Path, write: Write) -> None:
    write(
        "house/frameworks/django.yaml",
        "adds_to: django\naspects: {openapi: [{says: ours, source: house}]}\n",
    )
    claims = _load(knowledge).knowledge.framework_by_id["django"].aspects["openapi"]
    assert [claim.says for claim in claims] == ["none", "ours"]


def test_what_has_a_value_is_not_changed_by_adding(write: Write, problems: Problems) -> None:
    write("house/questions.yaml", "- {adds_to: admin, ask: Any admin?}\n")
    assert problems() == [
        (
            "house/questions.yaml:1: questions > admin > ask: this has a value already; `adds_to` adds, "
            "only `replaces` changes"
        ),
    ]


def test_nothing_is_added_to_a_rule(write: Write, problems: Problems) -> None:
    write("house/rules/ours.yaml", "- {adds_to: api-typed, rules_out: [django]}\n")
    assert problems() == [
        (
            "house/rules/ours.yaml:1: rules > api-typed > adds_to: nothing can be added to a rule; write "
            "`replaces: api-typed`"
        ),
    ]


def test_an_in_house_framework_stands_after_the_shipped_ones(knowledge: Path, write: Write) -> None:
    write("house/frameworks/acme.yaml", "id: acme\nname: Acme\nsummary: Our own.\n")
    assert _load(knowledge).knowledge.candidate_ids == ("django", "fastapi", "acme")


def test_a_replaced_rule_keeps_its_id_and_its_place(knowledge: Path, write: Write) -> None:
    write("house/rules/ours.yaml", "- {replaces: admin-needed, verdict: any, because: We have one.}\n")
    rules = _load(knowledge).knowledge.rules
    assert [(rule.id, rule.because) for rule in rules] == [
        ("admin-needed", "We have one."),
        ("api-typed", "FastAPI is typed."),
    ]


def test_a_replaced_path_is_called_by_its_ends(knowledge: Path, write: Write) -> None:
    write("paths.yaml", "- {from: django, to: fastapi, path: port, because: y, sources: [guide]}\n")
    write(
        "house/paths.yaml",
        "- {replaces: django-to-fastapi, from: django, to: fastapi, path: rewrite, because: z}\n",
    )
    assert [path.path for path in _load(knowledge).knowledge.paths] == ["rewrite"]


def test_an_id_that_is_taken_asks_for_replaces(write: Write, problems: Problems) -> None:
    write("house/rules/ours.yaml", "- {id: api-typed, verdict: any, because: y}\n")
    assert problems() == [
        (
            "house/rules/ours.yaml:1: rules > api-typed: this id is taken in knowledge/rules/all.yaml:6; "
            "to take its place write `replaces: api-typed`"
        ),
    ]


def test_what_is_replaced_must_exist(write: Write, problems: Problems) -> None:
    write("house/rules/ours.yaml", "- {replaces: api-type, verdict: any, because: y}\n")
    assert problems() == [
        (
            "house/rules/ours.yaml:1: rules > replaces > api-type: no such rule in an earlier folder; did "
            "you mean api-typed?"
        ),
    ]


def test_what_is_replaced_once_is_not_replaced_again_in_the_same_folder(
    write: Write, problems: Problems
) -> None:
    write(
        "house/rules/ours.yaml",
        "- {replaces: api-typed, id: ours, verdict: any, because: y}\n"
        "- {replaces: api-typed, verdict: any, because: z}\n",
    )
    assert problems() == [
        (
            "house/rules/ours.yaml:2: rules > replaces > api-typed: this is replaced already, in "
            "house/rules/ours.yaml:1; say it there"
        ),
    ]


def test_the_shipped_folder_replaces_nothing_of_itself(write: Write, problems: Problems) -> None:
    write("rules/more.yaml", "- {replaces: api-typed, verdict: any, because: y, sources: [guide]}\n")
    assert problems() == [
        "knowledge/rules/more.yaml:1: rules > replaces > api-typed: no such rule in an earlier folder",
    ]


def test_references_to_what_was_replaced_under_another_id_are_told(write: Write, problems: Problems) -> None:
    write(
        "house/questions.yaml",
        "- {id: screens, replaces: admin, name: A, ask: B, why: C, "
        "options: [{id: a, label: D}, {id: b, label: E}]}\n",
    )
    assert problems() == [
        (
            "house/questions.yaml:1: questions > admin > replaces: admin is gone with it, but "
            "rules > admin-needed in knowledge/rules/all.yaml:2 rests on it; keep it, or replace that as well"
        ),
    ]


REPLACED = (
    "- {replaces: api, name: A, ask: B, why: C, options: [{id: typed, label: D}, {id: other, label: E}]}\n"
)
"""Without the option `plain`, on which one of the cases rests."""


def test_a_case_that_speaks_of_what_was_replaced_is_left_out(knowledge: Path, write: Write) -> None:
    write("house/questions.yaml", REPLACED)
    loaded = _load(knowledge)
    assert [case.name for case in loaded.cases] == ["A typed API"]
    assert [str(each) for each in loaded.outdated] == [
        (
            "knowledge/cases/guide.yaml:1: cases > Screens for staff: no longer applies: "
            "house/questions.yaml:1 replaces api"
        ),
    ]


def test_a_case_goes_with_the_one_that_disputes_it(knowledge: Path, write: Write) -> None:
    case = "source: guide, answers: {admin: none"
    write(
        "cases/more.yaml",
        f"- {{id: one, name: One, {case}, api: plain}}, expect: django, disputed_by: two}}\n"
        f"- {{id: two, name: Two, {case}}}, expect: fastapi, disputed_by: one}}\n",
    )
    write("house/questions.yaml", REPLACED)
    loaded = _load(knowledge)
    assert [case.name for case in loaded.cases] == ["A typed API"]
    assert str(loaded.outdated[-1]) == (
        "knowledge/cases/more.yaml:2: cases > two: no longer applies: nor does one, which disputes it"
    )


def test_a_case_of_the_house_that_speaks_of_what_it_replaced_itself_is_told(
    write: Write, problems: Problems
) -> None:
    write("house/questions.yaml", REPLACED)
    write("house/cases/ours.yaml", "- {name: Ours, answers: {api: plain}, expect: django}\n")
    assert problems() == [
        (
            "house/cases/ours.yaml:1: cases > Ours > answers > api > plain: no such option; "
            "there are typed and other"
        ),
    ]


def test_what_an_earlier_file_names_wrongly_by_itself_is_told_there(write: Write, problems: Problems) -> None:
    write("house/questions.yaml", REPLACED)
    write("cases/more.yaml", "- {name: One, source: gide, answers: {api: typed}, expect: django}\n")
    assert problems() == [
        "knowledge/cases/more.yaml:1: cases > One > source > gide: no such source; did you mean guide?"
    ]


def test_folders_of_one_name_are_told_apart(
    knowledge: Path, house: Path, write: Write, problems: Problems
) -> None:
    write("house/knowledge/rules/x.yaml", "- {id: x}\n")
    del problems, house
    twin = knowledge.parent / "house" / "knowledge"
    with pytest.raises(Exception, match="because is missing") as caught:
        load([knowledge, twin])
    assert str(caught.value).startswith(f"{twin}/rules/x.yaml:1: ")


def test_an_item_knows_where_it_stands(knowledge: Path, write: Write) -> None:
    write("house/rules/ours.yaml", "\n- {id: x, rules_out: [django], because: y}\n")
    node = _load(knowledge).locations["rules", "x"]
    assert (node.file.label, node.line) == ("house/rules/ours.yaml", 2)
