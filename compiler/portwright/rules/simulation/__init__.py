"""Rules about scenarios: E10xx."""
