"""What the pages share: the guard, panels, state keys, caching, theme."""
