"""Plain data in, documents out."""
