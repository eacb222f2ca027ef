"""Files that cannot be read at all."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.knowledge_files.loader import KnowledgeError, load
from tests.knowledge_files.conftest import Problems, Write


def test_the_small_knowledge_base_has_no_problem(problems: Problems) -> None:
    assert problems() == []


def test_scalars_stay_the_text_that_was_written(knowledge: Path, write: Write) -> None:
    write("aspects.yaml", "- {id: openapi, name: 5.10, about: no}")
    aspect = load([knowledge]).knowledge.aspects[0]
    assert (aspect.name, aspect.about) == ("5.10", "no")


def test_a_byte_order_mark_is_no_part_of_the_text(write: Write, problems: Problems) -> None:
    write("sources.yaml", "\ufeff- {id: guide, title: A guide}")
    assert problems() == []


def test_a_missing_file_is_named(knowledge: Path, problems: Problems) -> None:
    (knowledge / "strengths.yaml").unlink()
    assert problems() == ["knowledge/strengths.yaml:1: the file is missing"]


def test_an_empty_file_is_named_and_nothing_that_follows_from_it(write: Write, problems: Problems) -> None:
    write("frameworks/django.yaml", "# nothing here yet\n")
    assert problems() == ["knowledge/frameworks/django.yaml:1: the file is empty"]


def test_what_is_no_date_is_named(write: Write, problems: Problems) -> None:
    framework = "id: flask\nname: Flask\nsummary: A core.\naspects:\n"
    write("frameworks/flask.yaml", framework + "  openapi: [{says: none, source: guide, as_of: 2026-13}]\n")
    assert problems() == [
        (
            "knowledge/frameworks/flask.yaml:5: frameworks > flask > aspects > openapi > 1 > as_of: "
            "“2026-13” is no date; write it like 2026, 2026-05 or 2026-05-31"
        )
    ]


def test_a_missing_folder_is_named(tmp_path: Path, knowledge: Path, problems: Problems) -> None:
    knowledge.rename(tmp_path / "elsewhere")
    assert problems() == [f"{knowledge}: there is no such folder"]


def test_a_missing_folder_is_named_by_its_whole_path_beside_one_that_is_there(knowledge: Path) -> None:
    with pytest.raises(KnowledgeError) as told:
        load([knowledge, Path("/nonexistent/house")])
    assert str(told.value) == "/nonexistent/house: there is no such folder"


@pytest.mark.parametrize("name", ["stacks.yaml", "sources.yaml", "rules/more.yaml"])
@pytest.mark.parametrize("target", ["itself", "nowhere.yaml"])
def test_a_link_that_leads_to_no_file_is_named(
    knowledge: Path, problems: Problems, name: str, target: str
) -> None:
    link = knowledge / name
    link.unlink(missing_ok=True)
    link.symlink_to(link.name if target == "itself" else target)
    assert problems() == [f"knowledge/{name}:1: this link leads to no file; mend or remove it"]


def test_a_folder_that_is_a_link_to_itself_is_named(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(KnowledgeError) as told:
        load([loop])
    assert str(told.value) == f"{loop}: there is no such folder"


def test_a_folder_in_the_place_of_a_file_is_named(knowledge: Path, problems: Problems) -> None:
    (knowledge / "words.yaml").unlink()
    (knowledge / "words.yaml").mkdir()
    assert problems() == ["knowledge/words.yaml:1: this is no regular file"]


def test_optional_files_may_be_missing(knowledge: Path, write: Write, problems: Problems) -> None:
    questions = (knowledge / "questions.yaml").read_text(encoding="utf-8")
    write("questions.yaml", questions.replace("{staff} panel", "panel"))
    (knowledge / "words.yaml").unlink()
    assert problems() == []


def test_a_list_that_is_needed_may_not_be_empty(write: Write, problems: Problems) -> None:
    write("aspects.yaml", "[]\n")
    assert problems() == [
        "knowledge: aspects: no aspect stands in aspects.yaml; at least one is needed",
    ]


def test_a_file_that_nothing_reads_is_named_with_the_nearest(write: Write, problems: Problems) -> None:
    write("question.yaml", "- {}")
    assert problems() == [
        "knowledge/question.yaml:1: no such file is read here; did you mean questions.yaml?",
    ]


def test_a_file_with_the_other_suffix_is_named(write: Write, problems: Problems) -> None:
    write("rules/api.yml", "- {}")
    assert problems() == [
        "knowledge/rules/api.yml:1: no such file is read here; did you mean rules/*.yaml?",
    ]


def test_what_is_not_utf8_is_refused_with_its_line(knowledge: Path, problems: Problems) -> None:
    (knowledge / "stacks.yaml").write_bytes(b"# one\n# caf\xe9\n")
    assert problems() == ["knowledge/stacks.yaml:2: this is not UTF-8; save the file as UTF-8"]


def test_a_control_character_is_refused_with_its_line(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "# one\n# bell \a\n")
    assert problems() == [
        "knowledge/stacks.yaml:2: the character '\\x07' cannot stand in YAML; remove it",
    ]


def test_a_tab_in_the_indentation_is_refused_with_its_line(knowledge: Path, problems: Problems) -> None:
    (knowledge / "stacks.yaml").write_text("- id: x\n\tname: y\n", encoding="utf-8")
    assert problems() == ["knowledge/stacks.yaml:2: indented with a tab; use spaces"]


def test_a_tab_inside_text_is_no_problem(write: Write, problems: Problems) -> None:
    write("sources.yaml", "- {id: guide, title: A\tguide}\n")
    assert problems() == []


def test_broken_yaml_is_told_with_its_line(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "- id: x\n  parts: [a, b\n")
    assert problems() == [
        (
            "knowledge/stacks.yaml:3: this is not YAML: while parsing a flow sequence, "
            "did not find expected ',' or ']'"
        ),
    ]


def test_an_unread_file_makes_no_false_problems_elsewhere(write: Write, problems: Problems) -> None:
    write("questions.yaml", "- id: admin\n  options: [\n")
    assert [problem.split(":")[0] for problem in problems()] == ["knowledge/questions.yaml"]


def test_an_alias_is_refused(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "- &one {id: x}\n- *one\n")
    assert problems() == [
        "knowledge/stacks.yaml:1: anchors are not used here; remove &one",
        "knowledge/stacks.yaml:2: aliases are not used here; write out what *one stands for",
    ]


def test_an_alias_bomb_is_refused_without_being_unfolded(write: Write, problems: Problems) -> None:
    levels = [f"- &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 40)]
    write("stacks.yaml", "\n".join(["- &l0 [x]", *levels]))
    before = time.perf_counter()
    assert "aliases are not used here" in "".join(problems())
    assert time.perf_counter() - before < 1


def test_a_tag_is_refused(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "- id: !!python/name:os.system x\n")
    assert problems() == [
        "knowledge/stacks.yaml:1: tags are not used here; remove tag:yaml.org,2002:python/name:os.system",
    ]


@pytest.mark.parametrize("nest", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused(write: Write, problems: Problems, nest: str) -> None:
    write("stacks.yaml", nest * 900)
    assert problems() == ["knowledge/stacks.yaml:1: nested more than 20 levels deep"]


def test_a_file_of_ten_megabytes_is_refused(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "# nothing but words\n" * 500_000)
    assert problems() == ["knowledge/stacks.yaml:1: the file is larger than 1 MB; split it"]


def test_a_second_document_is_refused(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "- {id: x}\n---\n- {id: y}\n")
    assert problems() == [
        "knowledge/stacks.yaml:3: a second document (---) is not used here; write one file for each",
    ]


def test_a_key_must_be_text(write: Write, problems: Problems) -> None:
    write("stacks.yaml", "- {[a]: b}\n")
    assert problems() == [
        "knowledge/stacks.yaml:1: a key must be plain text; put quotes around text that begins with { or [",
    ]
