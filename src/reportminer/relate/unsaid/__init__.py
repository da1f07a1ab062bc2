"""What no word claims, and the figures alone tell: they fit each other too well for chance."""
