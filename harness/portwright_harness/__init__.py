"""The harness: recorded cassettes as tests of generated clients."""
