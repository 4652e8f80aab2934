"""The parts of `scripts/record_localstripe.py`."""
