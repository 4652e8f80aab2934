"""Rules about files and the spec language itself: E00xx and W00xx."""
