#!/usr/bin/env python3
"""Set up, run, test and measure Assistant Studio: `python3 dev.py VERB`, standard library alone."""

import os
import sys

# Old Pythons must be able to read this file as far as this sentence: hence the plain syntax.
if not ((3, 11) <= sys.version_info < (3, 15)):
    sys.exit(
        "Assistant Studio needs Python 3.11 to 3.14; this is Python %d.%d. "  # noqa: UP031
        "Install one of those and start dev.py with it, for example: python3.12 dev.py run"
        % sys.version_info[:2]
    )

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "packaging", "dev"))

from studio_dev.verbs import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
