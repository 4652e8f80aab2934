"""Rules about OpenAPI documents: E01xx and W01xx."""
