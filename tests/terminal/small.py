"""A knowledge base of two questions and two frameworks, as files."""

from __future__ import annotations

from pathlib import Path

SMALL = {
    "sources.yaml": "- {id: guide, title: A guide}",
    "aspects.yaml": "- {id: admin, name: Admin, about: Screens}",
    "strengths.yaml": "- {id: slight, points: '1'}\n- {id: strong, points: '6'}",
    "questions.yaml": """
- id: admin
  name: Admin screens
  ask: Do people need screens?
  why: Only Django brings them.
  options:
    - {id: needed, label: Yes, phrases: [admin panel]}
    - {id: none, label: No}
- id: size
  name: Size
  ask: How big will it become?
  why: Small wants little.
  options:
    - {id: small, label: Tiny}
    - {id: large, label: Large}
""",
    "rules/all.yaml": """
- id: screens
  when: {admin: needed}
  gives: {django: strong}
  because: Django generates the screens.
  sources: [guide]
- id: tiny
  when: {size: small}
  gives: {flask: slight}
  because: Flask stays small.
  sources: [guide]
""",
    "frameworks/django.yaml": """
id: django
name: Django
summary: Large.
aspects: {admin: [{says: generated, source: guide}]}
companions: [{name: Redis, purpose: cache, source: guide}]
""",
    "frameworks/flask.yaml": """
id: flask
name: Flask
summary: Small.
aspects: {admin: [{says: none, source: guide}]}
""",
    "cases/guide.yaml": """
- {name: Screens, source: guide, answers: {admin: needed}, expect: django}
- {name: Tiny, source: guide, answers: {size: small}, expect: flask}
""",
}


def write_small(parent: Path) -> Path:
    folder = parent / "small"
    for name, text in SMALL.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
