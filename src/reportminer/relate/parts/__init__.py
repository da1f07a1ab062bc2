"""What lies in something larger: subsets, scores of full marks, and names that a number counts."""
