"""Report packs: what was published, once and for all, in a shape from which every file can be written again."""
