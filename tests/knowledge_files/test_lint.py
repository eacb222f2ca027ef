"""Each proof on the small knowledge base, damaged so that just this proof objects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

import pytest

from bot.knowledge_files.lint import check, notes
from bot.knowledge_files.loader import Loaded, load
from tests.knowledge_files.conftest import FILES, Write

Objections: TypeAlias = Callable[[], list[str]]
Append: TypeAlias = Callable[[str, str], None]

REST = "because: y, sources: [guide]"
OPTIONS = "options: [{id: a, label: D}, {id: b, label: E}]"


@pytest.fixture
def loaded(knowledge: Path) -> Callable[[], Loaded]:
    house = knowledge.parent / "house"
    return lambda: load([knowledge, house] if house.exists() else [knowledge])


@pytest.fixture
def objections(loaded: Callable[[], Loaded]) -> Objections:
    return lambda: [str(problem) for problem in check(loaded())]


@pytest.fixture
def remarks(loaded: Callable[[], Loaded]) -> Objections:
    return lambda: [str(note) for note in notes(loaded())]


@pytest.fixture
def append(write: Write) -> Append:
    return lambda name, text: void(write(name, dedent(FILES[name]) + text))


def void(_: object) -> None:
    """Drop a result."""


def test_nothing_is_objected_to_the_small_knowledge_base(objections: Objections, remarks: Objections) -> None:
    assert (objections(), remarks()) == ([], [])


def test_a_source_on_which_nothing_rests_is_told(append: Append, objections: Objections) -> None:
    append("sources.yaml", "- {id: rumour, title: A rumour}\n")
    assert objections() == [
        "knowledge/sources.yaml:2: sources > rumour: nothing rests on this source; cite it or remove it",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("frameworks/django.yaml", "    - {says: none, source: other}\n"),
        ("frameworks/django.yaml", "pitfalls: [{says: a, source: other}]\n"),
        ("frameworks/django.yaml", "companions: [{name: a, purpose: b, source: other}]\n"),
        ("cases/guide.yaml", "- {name: One, source: 'other, row 1', answers: {}, verdict: tie}\n"),
    ],
)
def test_a_source_may_be_used_anywhere(append: Append, objections: Objections, name: str, text: str) -> None:
    append("sources.yaml", "- {id: other, title: Another guide}\n")
    append(name, text)
    assert objections() == []


def test_an_aspect_without_any_value_is_told(append: Append, objections: Objections) -> None:
    append("aspects.yaml", "- {id: speed, name: Speed, about: How fast it is}\n")
    assert objections() == [
        "knowledge/aspects.yaml:2: aspects > speed: no framework has a value for this aspect",
    ]


def test_a_word_class_that_no_phrase_uses_is_told(append: Append, objections: Objections) -> None:
    append("words.yaml", "- {id: edit, words: [change]}\n")
    assert objections() == ["knowledge/words.yaml:2: words > edit: no phrase uses this word class"]


def test_a_rule_that_can_never_fire_is_told(append: Append, objections: Objections) -> None:
    when = "{admin: needed, not: {admin: [needed, none]}}"
    append("rules/all.yaml", f"- {{id: x, when: {when}, rules_out: [django], {REST}}}\n")
    assert objections() == [
        "knowledge/rules/all.yaml:11: rules > x: no case makes this rule fire; add one",
        "knowledge/rules/all.yaml:11: rules > x > when: no answers can make this true",
    ]


def test_a_pitfall_that_can_never_matter_is_told(append: Append, objections: Objections) -> None:
    append(
        "frameworks/django.yaml",
        "pitfalls: [{says: a, source: guide, when: {all: [{api: typed}, {api: plain}]}}]\n",
    )
    assert objections() == [
        (
            "knowledge/frameworks/django.yaml:7: frameworks > django > pitfalls > 1 > when: "
            "no answers can make this true"
        ),
    ]


def test_a_companion_that_can_never_be_named_is_told(append: Append, objections: Objections) -> None:
    append(
        "frameworks/django.yaml",
        "companions: [{name: S, purpose: a, source: guide, when: {not: {}}}]\n",
    )
    assert objections() == [
        (
            "knowledge/frameworks/django.yaml:7: frameworks > django > companions > S > when: "
            "no answers can make this true"
        ),
    ]


NICHE = f"- {{id: size, name: A, ask: B, why: C, when: {{api: typed}}, {OPTIONS}}}\n"
"""A question that is asked only where the API is typed."""


def test_a_rule_on_a_niche_question_that_is_not_asked_where_the_rest_holds_is_told(
    append: Append, objections: Objections
) -> None:
    append("questions.yaml", NICHE)
    append(
        "rules/all.yaml",
        f"- {{id: x, when: {{size: a}}, gives: {{django: strong}}, {REST}}}\n"
        f"- {{id: z, when: {{size: a, api: plain}}, gives: {{django: strong}}, {REST}}}\n",
    )
    append(
        "cases/guide.yaml",
        "- {name: One, source: guide, answers: {size: a, api: plain}, expect: django}\n",
    )
    assert objections() == [
        (
            "knowledge/rules/all.yaml:12: rules > z > when: where the rest of this holds, no interview asks "
            "size; change this or its `when`"
        ),
    ]


def test_a_rule_on_a_niche_question_is_no_problem_where_one_of_its_ways_can_hold(
    append: Append, objections: Objections
) -> None:
    append("questions.yaml", NICHE)
    when = "{any: [{size: a, api: plain}, {size: a, admin: none}]}"
    append("rules/all.yaml", f"- {{id: x, when: {when}, gives: {{django: strong}}, {REST}}}\n")
    append(
        "cases/guide.yaml",
        "- {name: One, source: guide, answers: {size: a, admin: none}, expect: django}\n",
    )
    assert objections() == []


def test_a_rule_on_two_niche_questions_of_which_one_shuts_out_the_other_is_told(
    append: Append, objections: Objections
) -> None:
    other = NICHE.replace("size", "speed").replace("typed", "plain")
    append("questions.yaml", NICHE + other)
    append("rules/all.yaml", f"- {{id: x, when: {{size: a, speed: b}}, rules_out: [django], {REST}}}\n")
    assert (
        "knowledge/rules/all.yaml:11: rules > x > when: where the rest of this holds, no interview asks "
        "size or speed; change this or its `when`"
    ) in objections()


@pytest.mark.parametrize("when", ["{api: typed, not: {api: typed}}", "{speed: a, api: plain}"])
def test_options_of_a_question_that_is_never_asked_are_told(
    append: Append, objections: Objections, when: str
) -> None:
    never = NICHE.replace("size", "never").replace("{api: typed}", when)
    append("questions.yaml", NICHE.replace("size", "speed") + never)
    assert (
        "knowledge/questions.yaml:16: questions > never > when: no interview asks this question, so nobody "
        "reaches its options"
    ) in objections()


def test_a_question_that_refuses_needs_no_interview_to_ask_it(append: Append, objections: Objections) -> None:
    options = "options: [{id: a, label: D, refuses: [django]}, {id: b, label: E, refuses: [fastapi]}]"
    append("questions.yaml", f"- {{id: out, name: A, ask: B, why: C, {options}}}\n")
    assert objections() == []


def test_options_that_refuse_the_same_are_told(append: Append, objections: Objections) -> None:
    options = "options: [{id: a, label: D, refuses: [django]}, {id: b, label: E, refuses: [django]},"
    options += " {id: c, label: F, refuses: [fastapi]}]"
    append("questions.yaml", f"- {{id: out, name: A, ask: B, why: C, {options}}}\n")
    assert [line.rpartition(": ")[2] for line in objections()] == [
        "nothing tells this option from a; add a rule for it or join them"
    ]


def test_a_rule_that_fires_in_no_case_is_told(append: Append, objections: Objections) -> None:
    append(
        "rules/all.yaml",
        f"- {{id: x, when: {{admin: none, api: plain}}, gives: {{django: slight}}, {REST}}}\n",
    )
    assert objections() == [
        "knowledge/rules/all.yaml:11: rules > x: no case makes this rule fire; add one",
    ]


def test_a_rule_that_fires_in_every_case_is_told(append: Append, objections: Objections) -> None:
    append(
        "rules/all.yaml", f"- {{id: x, when: {{api: [typed, plain]}}, gives: {{django: slight}}, {REST}}}\n"
    )
    assert objections() == [
        "knowledge/rules/all.yaml:11: rules > x: this rule fires in every case; add one in which it does not",
    ]


def test_a_rule_that_always_holds_needs_no_case_in_which_it_does_not(
    append: Append, objections: Objections
) -> None:
    append("rules/all.yaml", f"- {{id: x, when: {{}}, gives: {{django: slight}}, {REST}}}\n")
    assert objections() == []


def test_two_rules_that_say_the_same_are_told(append: Append, objections: Objections) -> None:
    when = "{any: [{admin: needed}]}"
    append(
        "rules/all.yaml", f"- {{id: x, when: {when}, gives: {{django: strong, fastapi: slight}}, {REST}}}\n"
    )
    assert objections() == [
        (
            "knowledge/rules/all.yaml:11: rules > x: admin-needed has the same condition and also gives "
            "django strong; join them"
        ),
    ]


def test_rules_of_one_condition_with_different_effects_are_no_problem(
    append: Append, objections: Objections
) -> None:
    append("rules/all.yaml", f"- {{id: x, when: {{admin: needed}}, costs: {{fastapi: slight}}, {REST}}}\n")
    assert objections() == []


def test_an_option_that_nothing_tells_from_another_is_told(write: Write, objections: Objections) -> None:
    no = '- {id: none, label: "No"}'
    later = "- {id: later, label: Later}"
    write("questions.yaml", dedent(FILES["questions.yaml"]).replace(no, f"{no}\n    {later}"))
    assert objections() == [
        (
            "knowledge/questions.yaml:8: questions > admin > options > later: nothing tells this option from "
            "none; add a rule for it or join them"
        ),
    ]


def test_an_option_is_told_apart_by_what_runs_already(write: Write, objections: Objections) -> None:
    no = '- {id: none, label: "No"}'
    later = "- {id: later, label: Later, has: django}"
    write("questions.yaml", dedent(FILES["questions.yaml"]).replace(no, f"{no}\n    {later}"))
    assert objections() == []


def test_a_question_that_changes_nothing_is_told(append: Append, objections: Objections) -> None:
    append("questions.yaml", f"- {{id: size, name: A, ask: B, why: C, {OPTIONS}}}\n")
    append("rules/all.yaml", f"- {{id: x, when: {{size: a}}, caution: Mind it., {REST}}}\n")
    append("cases/guide.yaml", "- {name: One, source: guide, answers: {size: a}, verdict: tie}\n")
    assert objections() == [
        (
            "knowledge/questions.yaml:15: questions > size: no answers were found under which this question "
            "changes the outcome; add a rule or remove it"
        ),
    ]


def test_a_question_that_matters_in_no_case_is_found_to_matter_elsewhere(
    append: Append, objections: Objections
) -> None:
    append("questions.yaml", f"- {{id: size, name: A, ask: B, why: C, {OPTIONS}}}\n")
    when = "{size: a, admin: needed, api: typed}"
    append("rules/all.yaml", f"- {{id: x, when: {when}, gives: {{django: strong}}, {REST}}}\n")
    assert objections() == ["knowledge/rules/all.yaml:11: rules > x: no case makes this rule fire; add one"]


def test_a_niche_question_that_matters_only_where_no_interview_asks_it_is_told(
    append: Append, objections: Objections
) -> None:
    append("questions.yaml", NICHE)
    append(
        "rules/all.yaml", f"- {{id: x, when: {{size: a, api: plain}}, gives: {{django: strong}}, {REST}}}\n"
    )
    assert (
        "knowledge/questions.yaml:15: questions > size: no answers were found under which this question "
        "changes the outcome; add a rule or remove it"
    ) in objections()


def test_a_niche_question_that_is_rarely_asked_is_found_to_matter(
    append: Append, objections: Objections
) -> None:
    rare = ", ".join(f"q{number}: a" for number in range(9))
    append(
        "questions.yaml",
        "".join(NICHE.replace("size", f"q{number}").replace("api: typed", "") for number in range(9))
        + NICHE.replace("api: typed", rare),
    )
    append("rules/all.yaml", f"- {{id: x, when: {{size: a}}, gives: {{django: strong}}, {REST}}}\n")
    assert not [told for told in objections() if "questions > size:" in told]


def test_a_path_from_what_no_answer_says_to_run_is_told(write: Write, objections: Objections) -> None:
    write("paths.yaml", f"- {{from: django, to: fastapi, path: port, {REST}}}\n")
    assert objections() == [
        (
            "knowledge/paths.yaml:1: paths > django-to-fastapi > from: no option says that django already "
            "runs (has: django)"
        ),
    ]


DISPUTE = (
    "disagreement: [{framework: django, says: a, source: guide}, "
    "{framework: fastapi, says: b, source: guide}]"
)
CASE = "source: guide, answers: {admin: needed}"


def test_a_disputed_case_holds_where_its_partners_expectation_does(
    append: Append, objections: Objections
) -> None:
    append("rules/all.yaml", f"- {{id: x, when: {{admin: needed}}, {DISPUTE}, {REST}}}\n")
    append(
        "cases/guide.yaml",
        f"- {{id: one, name: One, {CASE}, expect: django, disputed_by: two}}\n"
        f"- {{id: two, name: Two, {CASE}, expect: fastapi, disputed_by: one}}\n",
    )
    assert objections() == []


def test_a_disputed_case_needs_a_rule_that_names_both_sides(append: Append, objections: Objections) -> None:
    append(
        "cases/guide.yaml",
        f"- {{id: one, name: One, {CASE}, expect: django, disputed_by: two}}\n"
        f"- {{id: two, name: Two, {CASE}, expect: fastapi, disputed_by: one}}\n",
    )
    assert objections() == [
        (
            "knowledge/cases/guide.yaml:3: cases > one: disputed, but no rule that fires has a disagreement "
            "that names django and fastapi"
        ),
        (
            "knowledge/cases/guide.yaml:4: cases > two: disputed, but no rule that fires has a disagreement "
            "that names fastapi and django"
        ),
    ]


def test_a_disputed_case_fails_where_a_third_is_first(
    append: Append, write: Write, objections: Objections
) -> None:
    write("frameworks/flask.yaml", "id: flask\nname: Flask\nsummary: Small.\n")
    append("rules/all.yaml", f"- {{id: x, when: {{admin: needed}}, {DISPUTE}, {REST}}}\n")
    append(
        "cases/guide.yaml",
        f"- {{id: one, name: One, {CASE}, expect: flask, disputed_by: two}}\n"
        f"- {{id: two, name: Two, {CASE}, expect: fastapi, disputed_by: one}}\n",
    )
    assert objections()[0] == (
        "knowledge/cases/guide.yaml:3: cases > one: expected flask, got django; nor what two expects "
        "(django 6, fastapi 0, flask 0)"
    )


def test_a_disputed_case_without_a_partner_is_told(append: Append, objections: Objections) -> None:
    append("rules/all.yaml", f"- {{id: x, when: {{admin: needed}}, {DISPUTE}, {REST}}}\n")
    append(
        "cases/guide.yaml",
        f"- {{id: one, name: One, {CASE}, expect: fastapi, disputed_by: two}}\n"
        f"- {{id: two, name: Two, {CASE}, expect: django}}\n",
    )
    assert objections() == [
        (
            "knowledge/cases/guide.yaml:3: cases > one > disputed_by: two is not marked as disputed in turn; "
            "give it `disputed_by`"
        ),
    ]


def test_a_disputed_case_names_candidates(append: Append, objections: Objections) -> None:
    append("rules/all.yaml", f"- {{id: x, when: {{admin: needed}}, {DISPUTE}, {REST}}}\n")
    append(
        "cases/guide.yaml",
        f"- {{id: one, name: One, {CASE}, verdict: one, disputed_by: two}}\n"
        f"- {{id: two, name: Two, {CASE}, expect: fastapi, disputed_by: one}}\n",
    )
    assert (
        "knowledge/cases/guide.yaml:3: cases > one > disputed_by: a disputed case needs expect or among"
        in objections()
    )


@pytest.mark.parametrize(
    ("expectation", "told"),
    [
        ("answers: {api: typed}, expect: django", "expected django, got fastapi (fastapi 6, django 0)"),
        (
            "answers: {api: typed}, not: [fastapi]",
            "expected anything but fastapi, got fastapi (fastapi 6, django 0)",
        ),
        ("answers: {api: typed}, verdict: tie", "expected the verdict tie, got one (fastapi 6, django 0)"),
        ("answers: {api: typed}, path: stay", "expected the path stay, got new (fastapi 6, django 0)"),
        ("answers: {}, expect: django", "expected django, got django and fastapi (django 0, fastapi 0)"),
        ("answers: {}, among: [django]", "expected django, got django and fastapi (django 0, fastapi 0)"),
        (
            "answers: {api: typed}, expect: django, verdict: any",
            "expected django, got fastapi; expected the verdict any, got one (fastapi 6, django 0)",
        ),
    ],
)
def test_a_case_that_does_not_hold_tells_what_came_instead(
    append: Append, objections: Objections, expectation: str, told: str
) -> None:
    append("cases/guide.yaml", f"- {{name: One, source: guide, {expectation}}}\n")
    assert objections() == [f"knowledge/cases/guide.yaml:3: cases > One: {told}"]


@pytest.mark.parametrize(
    "expectation",
    [
        "answers: {}, expect: fastapi, verdict: tie",
        "answers: {}, among: [django, fastapi]",
        "answers: {api: typed}, among: [django, fastapi]",
        "answers: {api: typed}, expect: fastapi, not: [django], path: new, verdict: one",
    ],
)
def test_a_case_that_holds_is_not_told(append: Append, objections: Objections, expectation: str) -> None:
    append("cases/guide.yaml", f"- {{name: One, source: guide, {expectation}}}\n")
    assert objections() == []


def test_a_case_in_which_all_is_ruled_out_says_so(append: Append, objections: Objections) -> None:
    append("rules/all.yaml", f"- {{id: x, when: {{admin: none}}, rules_out: [django, fastapi], {REST}}}\n")
    append("cases/guide.yaml", "- {name: One, source: guide, answers: {admin: none}, expect: django}\n")
    assert (
        "knowledge/cases/guide.yaml:3: cases > One: expected django, got nothing (all ruled out)"
        in objections()
    )


def test_objections_are_sorted_by_file_and_line(append: Append, objections: Objections) -> None:
    append("words.yaml", "- {id: edit, words: [change]}\n")
    append("sources.yaml", "- {id: b, title: B}\n- {id: a, title: A}\n")
    assert [line.split(": ")[0] for line in objections()] == [
        "knowledge/sources.yaml:2",
        "knowledge/sources.yaml:3",
        "knowledge/words.yaml:2",
    ]


def test_claims_that_differ_are_noted_with_who_says_what(append: Append, remarks: Objections) -> None:
    append("frameworks/django.yaml", "    - {says: with an add-on, source: guide}\n")
    assert remarks() == [
        (
            "knowledge/frameworks/django.yaml:5: frameworks > django > aspects > openapi: sources differ: "
            "guide says none; guide says with an add-on"
        ),
    ]


def test_a_missing_value_is_noted_unless_it_is_inherited(write: Write, remarks: Objections) -> None:
    write("frameworks/drf.yaml", "id: drf\nname: DRF\nsummary: Serializers.\nextends: django\n")
    write("frameworks/flask.yaml", "id: flask\nname: Flask\nsummary: Small.\n")
    assert remarks() == [
        "knowledge/frameworks/flask.yaml:1: frameworks > flask > aspects: no value for openapi"
    ]


def test_a_house_that_forbids_a_framework_breaks_no_shipped_case(
    write: Write, objections: Objections
) -> None:
    write("house/rules/ours.yaml", "- {id: no-django, rules_out: [django], because: We do not run it.}\n")
    assert objections() == []


def test_a_house_rule_without_a_case_is_noted(write: Write, remarks: Objections) -> None:
    write(
        "house/rules/ours.yaml",
        "- {id: x, when: {admin: none, api: plain}, rules_out: [django], because: y}\n",
    )
    assert remarks() == ["house/rules/ours.yaml:1: rules > x: no case makes this rule fire; add one"]


def test_a_case_that_a_house_puts_out_of_date_is_noted(
    write: Write, remarks: Objections, objections: Objections
) -> None:
    options = "options: [{id: typed, label: D}, {id: other, label: E}]"
    write("house/questions.yaml", f"- {{replaces: api, name: A, ask: B, why: C, {options}}}\n")
    assert objections() == []
    assert remarks() == [
        (
            "knowledge/cases/guide.yaml:1: cases > Screens for staff: no longer applies: "
            "house/questions.yaml:1 replaces api"
        ),
    ]


def test_a_house_case_sees_the_house_rules(write: Write, objections: Objections) -> None:
    write("house/rules/ours.yaml", "- {id: no-django, rules_out: [django], because: We do not run it.}\n")
    write("house/cases/ours.yaml", "- {name: One, answers: {admin: needed}, expect: django}\n")
    assert objections() == [
        "house/cases/ours.yaml:1: cases > One: expected django, got fastapi (fastapi 0)",
    ]


def test_what_is_broken_beneath_its_replacement_is_told(
    append: Append, write: Write, objections: Objections
) -> None:
    append("rules/all.yaml", "- {id: x, when: {}, verdict: any, sources: [guide]}\n")
    write("house/rules/ours.yaml", "- {replaces: x, when: {admin: none}, verdict: any, because: y}\n")
    assert objections() == ["knowledge/rules/all.yaml:11: rules > x: because is missing"]


def test_a_house_is_held_to_account_for_its_own_files(write: Write, objections: Objections) -> None:
    write("house/words.yaml", "- {id: ours, words: [x]}\n")
    assert objections() == ["house/words.yaml:1: words > ours: no phrase uses this word class"]
