"""Programs that recompute what legday claims, each beside the table that it wrote."""
