"""Recording: a case of the spec, called for real, redacted, proved clean and kept as a cassette."""
