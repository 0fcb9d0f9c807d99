"""Questions to media-analysis reports, answered with proof. Names load on first use."""
