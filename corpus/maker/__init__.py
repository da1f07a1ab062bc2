"""What turns annotated sources into reports and gold records."""
