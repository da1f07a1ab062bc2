"""One item stated twice: how it is known again, and when two figures of it are a slip."""
