"""Lists of parts and the figure that they make up: how they are read, and every way in which they are told."""
