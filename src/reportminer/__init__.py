"""Reads Chinese narrative reports, turns every figure into a record and shows the sums that do not add up."""
