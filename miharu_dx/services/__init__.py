"""Use cases and permission; they join intake, store and present."""
