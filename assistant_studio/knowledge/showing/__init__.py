"""Documents as a person looks at them: pages, text, and where a passage stands in them."""
