"""How bytes reach a vendor: a narrow port, and httpx2 behind it."""
