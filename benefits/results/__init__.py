"""What a family is shown: cards in groups, sums, citations."""
