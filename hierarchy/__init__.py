"""Who is under whom, and since when: units, lineage, and the tree of a day."""
