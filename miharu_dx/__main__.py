"""``python -m miharu_dx``: the use cases from the command line."""

from __future__ import annotations

import sys

from miharu_dx.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
