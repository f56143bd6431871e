"""`python -m lotse`, the same as the command `lotse`."""

from __future__ import annotations

from lotse.command_line import main

if __name__ == "__main__":
    main()
