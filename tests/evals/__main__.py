"""`python -m tests.evals [understanding|finding|search]`: all evaluations, or the named one (or ONLY=name).

Search is measured on question sets outside the repo: SETS=folder.
"""

from __future__ import annotations

import os
import sys

from tests.evals import finding, search, understanding


def main() -> None:
    """Run what was asked for; search only where sets are given."""
    asked = (sys.argv[1:] or [os.environ.get("ONLY", "")])[0]
    sys.argv = sys.argv[:1]
    if asked in ("", "understanding"):
        understanding.main()
    if asked in ("", "finding"):
        finding.main()
    if asked == "search" or (asked == "" and os.environ.get("SETS")):
        search.main()


if __name__ == "__main__":
    main()
