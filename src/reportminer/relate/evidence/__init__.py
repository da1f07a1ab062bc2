"""What figures tell of themselves: whether they close, and how likely chance or one slip brings them that near."""
