"""How cassettes are laid out for people: decoded, one order, JSON over several lines."""
