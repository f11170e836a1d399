"""One turn: retrieve, lay out the prompt, generate, cite, save."""
