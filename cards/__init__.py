"""Plain data in, an Adaptive Card (or a document) out."""
