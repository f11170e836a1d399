"""`python -m assistant_studio`: the window, a command, or one of the app's own workers."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Start what the command line asks for; returns the exit status."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if arguments[:1] == ["--worker"]:
        from assistant_studio.workers.child import run_worker  # a worker loads nothing else

        run_worker(arguments[1])
    from assistant_studio.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
