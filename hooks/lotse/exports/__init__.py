"""L5: public records → files of other formats."""
