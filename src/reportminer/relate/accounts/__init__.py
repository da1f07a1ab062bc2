"""Figures that make up an account by what their names say: what was there, came, went and is left."""
