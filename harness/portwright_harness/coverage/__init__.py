"""How much of what a spec uses has been recorded, and whether the recordings are still true."""
