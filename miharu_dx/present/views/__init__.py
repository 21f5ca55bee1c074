"""View models: frozen, with every number and sentence final."""
