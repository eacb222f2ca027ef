"""Items that lack what they need or hold what they should not."""

from __future__ import annotations

import pytest

from tests.knowledge_files.conftest import Problems, Write

RULE = "knowledge/rules/more.yaml"


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("id: x\n  when: {}\n  verdict: any\n  sources: [guide]", "1: rules > x: because is missing"),
        (
            "id: x\n  when: {}\n  verdict: any\n  becuase: y\n  because: y\n  sources: [guide]",
            "4: rules > x > becuase: no such key; did you mean because?",
        ),
        (
            "id: x\n  when: {}\n  verdict: anny\n  because: y\n  sources: [guide]",
            "3: rules > x > verdict: anny is not possible here; use any",
        ),
        (
            "id: x\n  when: {}\n  verdict: any\n  because:\n  sources: [guide]",
            "4: rules > x > because: nothing stands here; text is needed",
        ),
        (
            "id: x\n  when: {}\n  verdict: any\n  because: [y]\n  sources: [guide]",
            "4: rules > x > because: this must be text, not a list",
        ),
        (
            "id: x\n  when: {}\n  verdict: any\n  because: y\n  sources: guide",
            "5: rules > x > sources: this must be a list, not text",
        ),
        (
            "id: x\n  when: {}\n  verdict: any\n  because: y\n  sources: []",
            "5: rules > x > sources: too few; at least 1 needed",
        ),
        (
            "id: x\n  when: admin\n  verdict: any\n  because: y\n  sources: [guide]",
            "2: rules > x > when: this must be a mapping, not text",
        ),
        (
            "id: x\n  when:\n  verdict: any\n  because: y\n  sources: [guide]",
            "2: rules > x > when: nothing stands here; a mapping is needed",
        ),
        (
            "id: x\n  when: {}\n  gives: [django]\n  because: y\n  sources: [guide]",
            "3: rules > x > gives: this must be a mapping, not a list",
        ),
        (
            "id: X y\n  when: {}\n  verdict: any\n  because: y\n  sources: [guide]",
            "1: rules > X y > id: X y is no id; use lower-case letters and digits, joined by single hyphens",
        ),
        (
            "id: x\n  when: {}\n  because: y\n  sources: [guide]",
            "1: rules > x: a rule needs one of gives, costs, rules_out, caution, verdict or disagreement",
        ),
        (
            "id: x\n  when: {any: [{not: {any: needed}}]}\n  verdict: any\n  because: y\n  sources: [guide]",
            "2: rules > x > when > any > 1 > not > any: this must be a list, not text",
        ),
        (
            "id: x\n  when: {admin: {a: b}}\n  verdict: any\n  because: y\n  sources: [guide]",
            "2: rules > x > when > admin: this must be a list, not a mapping",
        ),
        (
            "id: x\n  when: {}\n  verdict: any\n  verdict: any\n  because: y\n  sources: [guide]",
            "4: rules > x > verdict: this key is given twice, first on line 3",
        ),
    ],
)
def test_a_rule_out_of_shape_is_told_in_one_sentence(
    write: Write, problems: Problems, item: str, problem: str
) -> None:
    write("rules/more.yaml", f"- {item}\n")
    assert problems() == [f"{RULE}:{problem}"]


def test_a_rule_without_an_id_is_called_by_its_position(write: Write, problems: Problems) -> None:
    write("rules/more.yaml", "- {when: {}, verdict: any, because: y, sources: [guide]}\n")
    assert problems() == [f"{RULE}:1: rules > 1: id is missing"]


def test_an_option_is_called_by_its_id(write: Write, problems: Problems) -> None:
    write(
        "questions.yaml",
        """\
        - id: admin
          name: Admin
          ask: Is it?
          why: It is.
          options:
            - {id: needed, label: "Yes", phrase: [a]}
            - {id: none}
        - {id: api, name: A, ask: B, why: C, options: [{id: typed, label: D}, {id: plain, label: E}]}
        """,
    )
    assert problems() == [
        (
            "knowledge/questions.yaml:6: questions > admin > options > needed > phrase: "
            "no such key; did you mean phrases?"
        ),
        "knowledge/questions.yaml:7: questions > admin > options > none: label is missing",
    ]


@pytest.mark.parametrize(
    ("refuses", "told"),
    [("", ["at most 9 options fit, since people type their numbers"]), (", refuses: [django]", [])],
)
def test_more_than_nine_options_fit_only_where_nobody_is_asked(
    write: Write, problems: Problems, refuses: str, told: list[str]
) -> None:
    options = "".join(f"    - {{id: o{number}, label: L{number}{refuses}}}\n" for number in range(10))
    write("questions.yaml", f"- id: out\n  name: Out\n  ask: What?\n  why: So.\n  options:\n{options}")
    found = [problem for problem in problems() if "options" in problem and "questions > out" in problem]
    assert found == [f"knowledge/questions.yaml:1: questions > out: {each}" for each in told]


def test_text_that_a_comma_cuts_in_two_is_told_to_want_quotes(write: Write, problems: Problems) -> None:
    write("sources.yaml", "- {id: guide, title: 5,000 requests}\n")
    assert problems() == [
        (
            "knowledge/sources.yaml:1: sources > guide > 000 requests: no such key; if this belongs "
            "to the text before the comma, put the whole text in quotes"
        ),
    ]


def test_text_that_is_too_long_is_told_with_the_limit(write: Write, problems: Problems) -> None:
    write("aspects.yaml", f"- {{id: openapi, name: {'x' * 71}, about: y}}\n")
    assert problems() == [
        "knowledge/aspects.yaml:1: aspects > openapi > name: 71 characters are too many; the limit is 70",
    ]


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ("0", "0 is too small; the least is 1"),
        ("101", "101 is too large; the most is 100"),
        ("lots", "lots is no whole number"),
        ("1.5", "1.5 is no whole number"),
        ("[1]", "this must be a whole number, not a list"),
    ],
)
def test_points_are_whole_numbers_in_bounds(
    write: Write, problems: Problems, points: str, message: str
) -> None:
    write("strengths.yaml", f"- {{id: slight, points: {points}}}\n- {{id: strong, points: 6}}\n")
    assert problems() == [f"knowledge/strengths.yaml:1: strengths > slight > points: {message}"]


@pytest.mark.parametrize(
    ("flag", "message"),
    [("perhaps", "perhaps is neither true nor false"), ("[]", "this must be true or false, not a list")],
)
def test_a_flag_is_true_or_false(write: Write, problems: Problems, flag: str, message: str) -> None:
    needed = f'{{id: needed, label: "Yes", negates: {flag}}}'
    none = '{id: none, label: "No", phrases: ["{staff}"]}'
    typed = "[{id: typed, label: D}, {id: plain, label: E}]"
    write(
        "questions.yaml",
        f"- {{id: admin, name: A, ask: B, why: C, options: [{needed}, {none}]}}\n"
        f"- {{id: api, name: A, ask: B, why: C, options: {typed}}}\n",
    )
    assert problems() == [
        f"knowledge/questions.yaml:1: questions > admin > options > needed > negates: {message}",
    ]


@pytest.mark.parametrize(
    ("verdict", "message"),
    [
        ("", "nothing stands here; any is needed"),
        ("[any]", "this must be any, not a list"),
        ("a" * 80, f"{'a' * 60} ... is not possible here; use any"),
    ],
)
def test_a_word_outside_its_list_is_told_in_short(
    write: Write, problems: Problems, verdict: str, message: str
) -> None:
    write(
        "rules/more.yaml",
        f"- {{id: x, when: {{}}, verdict: {verdict}, because: y, sources: [guide]}}\n",
    )
    assert problems() == [f"{RULE}:1: rules > x > verdict: {message}"]


def test_a_framework_file_holds_one_mapping(write: Write, problems: Problems) -> None:
    write("frameworks/flask.yaml", "- {id: flask}\n")
    assert problems() == [
        "knowledge/frameworks/flask.yaml:1: frameworks: the file must hold one framework, not a list",
    ]


def test_a_list_file_holds_a_list(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "id: both\n")
    assert problems() == ["knowledge/stacks.yaml:1: stacks: the file must hold a list of stacks"]


def test_an_item_is_a_mapping(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "- both\n")
    assert problems() == ["knowledge/stacks.yaml:1: stacks > 1: a stack must be a mapping"]


def test_a_path_is_called_by_its_ends(write: Write, problems: Problems) -> None:
    write("paths.yaml", "- {from: django, to: fastapi, path: walk, because: y, sources: [guide]}\n")
    assert problems() == [
        (
            "knowledge/paths.yaml:1: paths > django-to-fastapi > path: walk is not possible here; "
            "use stay, add-beside, staged, port, rewrite or new"
        ),
    ]


def test_all_problems_of_all_files_are_told_at_once(write: Write, problems: Problems) -> None:
    write("aspects.yaml", "- {id: openapi, about: y}\n")
    write("rules/more.yaml", "- {id: x, whenn: {}, gives: {fastpai: stong}, because: y, sources: [gide]}\n")
    assert problems() == [
        "knowledge/aspects.yaml:1: aspects > openapi: name is missing",
        f"{RULE}:1: rules > x: when is missing",
        f"{RULE}:1: rules > x > gives > fastpai: no such framework; did you mean fastapi?",
        f"{RULE}:1: rules > x > gives > fastpai > stong: no such strength; did you mean strong?",
        f"{RULE}:1: rules > x > sources > gide: no such source; did you mean guide?",
        f"{RULE}:1: rules > x > whenn: no such key; did you mean when?",
    ]
