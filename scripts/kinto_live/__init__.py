"""Kinto, a vendor's own server, run here to record `cassettes/kinto` and to test recording."""
