"""Public records → files of other formats."""
