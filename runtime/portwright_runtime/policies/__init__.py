"""Resilience policies as pure cores: time and randomness come in as arguments.

One small file or folder for each; no clock, no sleep, no lock, no I/O in here.
"""
