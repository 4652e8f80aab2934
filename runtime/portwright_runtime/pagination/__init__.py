"""Pages to lists: one pure kind a module, imported by those that use it, and the walk that ends."""
