"""The sandbox as a process of its own, so that it does not slow the clock that measures."""

from __future__ import annotations

import json
import sys

from bot.sandbox.server import Sandbox
from bot.serving import manifest_with, sandbox_environment


def main() -> None:
    """Serve until the input ends; the first line printed holds what points a bot at it."""
    with Sandbox(manifest_with("/framework")) as sandbox:
        print(json.dumps(sandbox_environment(sandbox, "") | {"URL": sandbox.url}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
